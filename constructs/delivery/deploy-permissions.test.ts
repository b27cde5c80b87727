import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { deployCluster, deployIdentities, deployNetwork } from "./deploy-permissions";

const BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const CLUSTER_KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const props = {
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  workloadBoundaryArn: BOUNDARY,
  clusterKeyArn: CLUSTER_KEY,
};
const statements = [...deployNetwork(props), ...deployCluster(props), ...deployIdentities(props)];
const here = { "aws:RequestedRegion": "eu-central-1" };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const may = (action: string, resource = "*", context: Record<string, string> = here) =>
  decide(statements, { action, resource, context });

describe("deploying the network", () => {
  it.each([
    "ec2:CreateVpc",
    "ec2:AssociateRouteTable",
    "ec2:CreateSubnetCidrReservation",
    "ec2:RevokeSecurityGroupEgress",
  ])("allows %s in the environment's region and in no other", (action) => {
    expect(may(action)).toBe("allowed");
    expect(may(action, "*", { "aws:RequestedRegion": "us-west-2" })).toBe("not allowed");
  });

  it("deletes what Pitboss made and nothing else", () => {
    const ours = { ...here, "aws:ResourceTag/managed-by": "pitboss" };
    expect(may("ec2:DeleteVpc", "*", ours)).toBe("allowed");
    expect(may("ec2:DeleteVpc")).toBe("not allowed");
  });

  it("makes buckets of the environment and of no other", () => {
    expect(may("s3:PutBucketPolicy", "arn:aws:s3:::pitboss-test-flow-logs-111122223333")).toBe("allowed");
    expect(may("s3:PutBucketPolicy", "arn:aws:s3:::pitboss-prod-flow-logs-111122223333")).toBe("not allowed");
  });
});

describe("deploying the cluster", () => {
  it("reaches the environment's cluster and what belongs to it, and no other", () => {
    const eks = (resource: string) =>
      may("eks:CreateNodegroup", `arn:aws:eks:eu-central-1:111122223333:${resource}`);
    expect(eks("cluster/pitboss-test")).toBe("allowed");
    expect(eks("nodegroup/pitboss-test/system/1")).toBe("allowed");
    expect(eks("cluster/pitboss-test2")).toBe("not allowed");
    expect(eks("nodegroup/other/system/1")).toBe("not allowed");
  });

  it("lends the cluster the key of its secrets, and no other key, and cannot read with it", () => {
    expect(may("kms:CreateGrant", CLUSTER_KEY)).toBe("allowed");
    expect(may("kms:CreateGrant", CLUSTER_KEY.replace(/.$/, "0"))).toBe("not allowed");
    expect(may("kms:Decrypt", CLUSTER_KEY)).toBe("not allowed");
  });

  it("makes log groups, queues and rules under the environment's names", () => {
    expect(
      may(
        "logs:CreateLogGroup",
        "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/eks/pitboss-test/cluster",
      ),
    ).toBe("allowed");
    expect(
      may("sqs:CreateQueue", "arn:aws:sqs:eu-central-1:111122223333:pitboss-test-karpenter-interruption"),
    ).toBe("allowed");
    expect(
      may("events:PutRule", "arn:aws:events:eu-central-1:111122223333:rule/pitboss-test-karpenter-spot"),
    ).toBe("allowed");
    expect(
      may("logs:DeleteLogGroup", "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/x"),
    ).toBe("not allowed");
  });
});

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
    expect(pass("lambda.amazonaws.com")).toBe("not allowed");
  });
});
