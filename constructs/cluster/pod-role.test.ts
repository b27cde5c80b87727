import { policyOf, synthesizeBuilt } from "../../tests/synthesize";
import type { Statement } from "../core/policy-document";
import { PodRole, type PodRoleProps } from "./pod-role";

const read: Statement = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

function roleWith(props: Partial<PodRoleProps>) {
  return synthesizeBuilt(
    (scope) =>
      new PodRole(scope, "pods", {
        name: "pitboss-test-pods",
        pods: {
          clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/pitboss-test",
          namespace: "kube-system",
          serviceAccount: "driver",
        },
        ...props,
      }),
  );
}

describe("a role of pods", () => {
  it("is taken by the pods of its service account", () => {
    const role = roleWith({}).stack.only("aws_iam_role");
    expect(role.name).toBe("pitboss-test-pods");
    expect(policyOf(role, "assume_role_policy").Statement).toMatchObject([
      { Condition: { StringEquals: { "aws:RequestTag/kubernetes-service-account": "driver" } } },
    ]);
  });

  it("may nothing unless told", () => {
    const { stack, built } = roleWith({});
    expect(stack.types()).toEqual(["aws_iam_role"]);
    expect(built.permissions).toEqual([]);
  });

  it("has AWS's own policies, also those that IAM keeps under a path", () => {
    const { stack } = roleWith({ managedPolicyNames: ["service-role/AmazonEBSCSIDriverPolicyV2"] });
    expect(stack.at("aws_iam_role_policy_attachment", "pods/AmazonEBSCSIDriverPolicyV2")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2",
    });
  });

  it("has its own statements beside them, and says all that its pods have to wait for", () => {
    const { stack, built } = roleWith({ managedPolicyNames: ["AmazonEKS_CNI_Policy"], statements: [read] });
    expect(policyOf(stack.only("aws_iam_role_policy")).Statement).toEqual([read]);
    expect(built.permissions).toHaveLength(2);
  });
});
