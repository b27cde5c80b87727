import { decider, here, permissions, place } from "./__fixtures__/deployer";
import { deployChains } from "./deploy-chains";

const may = decider(deployChains(permissions));
const arn = (service: string, resource: string) => place.arn(service, resource);

const tagged = (layer: string) => ({
  ...here,
  "aws:ResourceTag/managed-by": "pitboss",
  "aws:ResourceTag/layer": layer,
});

describe("deploying the chains", () => {
  it("ends its own machines, and not the nodes of the cluster, which Pitboss made too", () => {
    const machine = arn("ec2", "instance/i-1");
    expect(may("ec2:TerminateInstances", machine, tagged("chains"))).toBe("allowed");
    expect(may("ec2:TerminateInstances", machine, tagged("cluster"))).toBe("not allowed");
    expect(may("ec2:ModifyInstanceAttribute", machine)).toBe("not allowed");
  });

  it("makes instance profiles of the environment and of no other", () => {
    const profile = (name: string) => `arn:aws:iam::111122223333:instance-profile/${name}`;
    expect(may("iam:AddRoleToInstanceProfile", profile("pitboss-test-gateway"))).toBe("allowed");
    expect(may("iam:AddRoleToInstanceProfile", profile("pitboss-prod-gateway"))).toBe("not allowed");
  });

  it("changes the trust that Pitboss made, and no other", () => {
    const anchor = arn("rolesanywhere", "trust-anchor/1");
    expect(may("rolesanywhere:UpdateTrustAnchor", anchor, tagged("chains"))).toBe("allowed");
    expect(may("rolesanywhere:UpdateTrustAnchor", anchor)).toBe("not allowed");
  });

  it("makes the places of machines' secrets, and neither reads, fills nor opens them", () => {
    const secret = arn("secretsmanager", "secret:pitboss-test/chains/validator-1/node-key-AbCdEf");
    expect(may("secretsmanager:CreateSecret", secret)).toBe("allowed");
    for (const action of [
      "GetSecretValue",
      "PutSecretValue",
      "PutResourcePolicy",
      "ReplicateSecretToRegions",
    ]) {
      expect(may(`secretsmanager:${action}`, secret)).toBe("not allowed");
    }
    expect(
      may("secretsmanager:PutResourcePolicy", secret, {
        ...here,
        "secretsmanager:BlockPublicPolicy": "true",
      }),
    ).toBe("allowed");
    expect(may("secretsmanager:DeleteSecret", arn("secretsmanager", "secret:pitboss-prod/chains/x"))).toBe(
      "not allowed",
    );
  });
});
