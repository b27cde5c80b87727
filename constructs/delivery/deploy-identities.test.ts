import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { deployIdentities } from "./deploy-identities";

const BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const statements = deployIdentities({
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  workloadBoundaryArn: BOUNDARY,
  clusterKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/cluster",
  dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  backupsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/backups",
});
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const may = (action: string, resource: string, context: Record<string, string> = {}) =>
  decide(statements, { action, resource, context });

describe("deploying identities", () => {
  it.each(["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"])(
    "allows %s only for a role within the workload boundary",
    (action) => {
      expect(may(action, role("pitboss-test-x"), { "iam:PermissionsBoundary": BOUNDARY })).toBe("allowed");
      expect(may(action, role("pitboss-test-x"), {})).toBe("not allowed");
      expect(may(action, role("pitboss-test-x"), { "iam:PermissionsBoundary": `${BOUNDARY}-wider` })).toBe(
        "not allowed",
      );
    },
  );

  it("reaches no role or policy of the foundation, nor of another environment", () => {
    for (const name of ["foundation/pitboss-test-deploy", "pitboss-prod-x", "platform-admin"]) {
      expect(may("iam:UpdateAssumeRolePolicy", role(name))).toBe("not allowed");
    }
    expect(may("iam:CreatePolicyVersion", BOUNDARY)).toBe("not allowed");
  });

  it("hands roles to the services that need them, and to no other", () => {
    const pass = (service: string) =>
      may("iam:PassRole", role("pitboss-test-node"), { "iam:PassedToService": service });
    expect(pass("eks.amazonaws.com")).toBe("allowed");
    expect(pass("pods.eks.amazonaws.com")).toBe("allowed");
    expect(pass("backup.amazonaws.com")).toBe("allowed");
    expect(pass("rolesanywhere.amazonaws.com")).toBe("allowed");
    expect(pass("lambda.amazonaws.com")).toBe("not allowed");
  });

  it("lets a service make the role that is its own, and no other service", () => {
    const link = (service: string) =>
      may("iam:CreateServiceLinkedRole", role(`aws-service-role/${service}/x`), {
        "iam:AWSServiceName": service,
      });
    expect(link("kafka.amazonaws.com")).toBe("allowed");
    expect(link("guardduty.amazonaws.com")).toBe("not allowed");
  });
});
