import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { podIdentityTrust } from "../core/policy-document";
import { ControllerPolicies } from "./controller-policies";
import { InterruptionQueue } from "./interruption-queue";
import { NodeRole, type NodeRoleProps } from "./node-role";

/** The cluster's name is literal: policies name it, and Checkov reads policies. */
export interface KarpenterProps extends NodeRoleProps {
  /** The KMS key that encrypts the interruption queue's messages; EventBridge must be allowed to use it. */
  readonly encryptionKeyArn: string;
}

/** What the controller runs as; the chart is installed to match. */
export const CONTROLLER_SERVICE_ACCOUNT = { namespace: "kube-system", serviceAccount: "karpenter" } as const;

/** What EKS allows for a cluster's name; a Terraform reference does not fit. */
const CLUSTER_NAME = /^[0-9A-Za-z][\w-]{0,99}$/;

/**
 * All that Karpenter needs of AWS: the roles of its controller and of its nodes, and the queue on which it hears of
 * interruptions. Karpenter itself is installed by the gitops layer.
 *
 * The account must have the service-linked role of EC2 Spot, `AWSServiceRoleForEC2Spot`: the controller may not create it.
 */
export class Karpenter extends Construct {
  /** For `EC2NodeClass.spec.role`. */
  readonly nodeRoleName: string;
  /** For the chart's `settings.interruptionQueue`. */
  readonly queueName: string;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const { place, clusterName, cluster, encryptionKeyArn } = props;
    if (!CLUSTER_NAME.test(clusterName)) {
      throw new Error(`${this.node.path}: expected a cluster name known at synth, got "${clusterName}"`);
    }
    const nodeRole = new NodeRole(this, "node-role", props);
    const queue = new InterruptionQueue(this, "interruption-queue", { place, encryptionKeyArn });
    const controllerRole = new IamRole(this, "controller-role", {
      name: place.naming.role("karpenter-controller"),
      description: `Karpenter of ${clusterName}`,
      // These session tags narrow the role to this controller, so the association must not disable them.
      assumeRolePolicy: podIdentityTrust({
        clusterArn: place.clusterArn(clusterName),
        ...CONTROLLER_SERVICE_ACCOUNT,
      }),
    });
    const policies = new ControllerPolicies(this, "controller-policies", {
      place,
      clusterName,
      controllerRole,
      nodeRoleArn: nodeRole.roleArn,
      queueArn: queue.queueArn,
      queueKeyArn: encryptionKeyArn,
    });
    new EksPodIdentityAssociation(this, "pod-identity", {
      clusterName,
      ...CONTROLLER_SERVICE_ACCOUNT,
      roleArn: controllerRole.arn,
      dependsOn: [cluster, ...policies.attachments],
    });
    this.nodeRoleName = nodeRole.roleName;
    this.queueName = queue.queueName;
  }
}
