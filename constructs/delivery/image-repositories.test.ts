import { synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { ImageRepositories, type ImageRepositoriesProps } from "./image-repositories";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

function repositoriesWith(props: Partial<ImageRepositoriesProps> = {}) {
  return synthesizeBuilt(
    (scope) =>
      new ImageRepositories(scope, "images", {
        place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
        images: ["rgs", "gateway"],
        encryptionKeyArn: KEY,
        protect: true,
        ...props,
      }),
  );
}

const { stack, built: repositories } = repositoriesWith();

describe("the image repositories", () => {
  it("are one for each image, where the address says at synth", () => {
    expect(repositories.urls).toEqual({
      rgs: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/pitboss-test/rgs",
      gateway: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/pitboss-test/gateway",
    });
    expect(repositories.arns).toEqual([
      "arn:aws:ecr:eu-central-1:111122223333:repository/pitboss-test/rgs",
      "arn:aws:ecr:eu-central-1:111122223333:repository/pitboss-test/gateway",
    ]);
    const names = Object.values(stack.resources("aws_ecr_repository")).map(({ name }) => name);
    expect(names.sort()).toEqual(["pitboss-test/gateway", "pitboss-test/rgs"]);
  });

  it("never move a tag, scan what is pushed, and encrypt with the given key", () => {
    for (const repository of Object.values(stack.resources("aws_ecr_repository"))) {
      expect(repository).toMatchObject({
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY }],
      });
    }
  });

  it("scan what is there again whenever a new vulnerability becomes known", () => {
    expect(stack.only("aws_ecr_registry_scanning_configuration")).toMatchObject({
      scan_type: "ENHANCED",
      rule: [
        { scan_frequency: "CONTINUOUS_SCAN", repository_filter: [{ filter: "*", filter_type: "WILDCARD" }] },
      ],
    });
  });

  it("forget images without a tag after two weeks, and others once enough newer ones exist", () => {
    const { policy } = stack.at("aws_ecr_lifecycle_policy", "images/rgs-lifecycle");
    expect(JSON.parse(policy as string)).toMatchObject({
      rules: [
        { selection: { tagStatus: "untagged", countType: "sinceImagePushed", countNumber: 14 } },
        { selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 200 } },
      ],
    });
  });

  it("are kept by Terraform when protected, and never emptied by it", () => {
    const rgs = (made: SynthesizedStack) => made.at("aws_ecr_repository", "images/rgs");
    expect(rgs(stack)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(rgs(repositoriesWith({ protect: false }).stack)).not.toHaveProperty("lifecycle");
    expect(rgs(repositoriesWith({ protect: false }).stack)).not.toHaveProperty("force_delete");
  });
});
