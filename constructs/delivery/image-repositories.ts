import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import type { Place } from "../core/place";

/** Layers that a push left behind, and images whose tag a lifecycle took. */
const EXPIRE_UNTAGGED_AFTER_DAYS = 14;

/** How many images of a repository are kept: one that still runs when this many newer ones exist can be pulled no more. */
const KEPT_IMAGES = 200;

export interface ImageRepositoriesProps {
  readonly place: Place;
  /** The images, by the last word of their repository's name. */
  readonly images: readonly string[];
  readonly encryptionKeyArn: string;
  /** Whether the repositories refuse to be destroyed. ECR itself always refuses while one holds images. */
  readonly protect: boolean;
}

/** The container images of the environment: a tag never moves, and every image is scanned when pushed and from then on. */
export class ImageRepositories extends Construct {
  /** Where to push and pull, by image; known at synth. */
  readonly urls: Readonly<Record<string, string>>;
  /** Known at synth. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: ImageRepositoriesProps) {
    super(scope, id);
    const { place, images } = props;
    const nameOf = (image: string): string => `${place.naming.prefix}/${image}`;
    new EcrRegistryScanningConfiguration(this, "scanning", {
      scanType: "ENHANCED",
      rule: [
        { scanFrequency: "CONTINUOUS_SCAN", repositoryFilter: [{ filter: "*", filterType: "WILDCARD" }] },
      ],
    });
    for (const image of images) {
      const repository = new EcrRepository(this, image, {
        name: nameOf(image),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.encryptionKeyArn }],
        ...(props.protect && { lifecycle: { preventDestroy: true } }),
      });
      new EcrLifecyclePolicy(this, `${image}-lifecycle`, {
        repository: repository.name,
        policy: lifecyclePolicy(),
      });
    }
    const registry = `${place.account}.dkr.ecr.${place.region}.amazonaws.com`;
    this.urls = Object.fromEntries(images.map((image) => [image, `${registry}/${nameOf(image)}`]));
    this.arns = images.map((image) => place.arn("ecr", `repository/${nameOf(image)}`));
  }
}

function lifecyclePolicy(): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: "images without a tag",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: EXPIRE_UNTAGGED_AFTER_DAYS,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: "all but the newest",
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: KEPT_IMAGES },
        action: { type: "expire" },
      },
    ],
  });
}
