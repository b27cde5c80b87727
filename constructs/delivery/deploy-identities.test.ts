import { decider, permissions, place } from "./__fixtures__/deployer";
import { deployIdentities } from "./deploy-identities";

const may = decider(deployIdentities(permissions));
const BOUNDARY = permissions.workloadBoundaryArn;
const role = (name: string) => place.iamArn(`role/${name}`);

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
