import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { podIdentityTrust } from "../core/policy-document";
import { ControllerPolicies } from "./controller-policies";
import { InterruptionQueue } from "./interruption-queue";
import { NodeRole, type NodeRoleProps } from "./node-role";

/** The cluster's name, its ARN, the account and the region are literal: policies name them, and Checkov reads policies. */
export interface KarpenterProps extends NodeRoleProps {
  readonly clusterArn: string;
  readonly region: string;
  /** The KMS key that encrypts messages at rest; EventBridge must be allowed to use it. */
  readonly messagesKeyArn: string;
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
  readonly nodeRoleArn: string;
  /** For the chart's `settings.interruptionQueue`. */
  readonly queueName: string;
  readonly queueArn: string;
  readonly controllerRoleArn: string;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const { naming, account, clusterName, clusterArn, cluster, messagesKeyArn } = props;
    this.refuseReferences(props);
    const nodeRole = new NodeRole(this, "node-role", props);
    const queue = new InterruptionQueue(this, "interruption-queue", {
      ...props,
      encryptionKeyArn: messagesKeyArn,
    });
    const controllerRoleName = naming.role("karpenter-controller");
    const controllerRole = new IamRole(this, "controller-role", {
      name: controllerRoleName,
      description: `Karpenter of ${clusterName}`,
      // These session tags narrow the role to this controller, so the association must not disable them.
      assumeRolePolicy: podIdentityTrust({ clusterArn, ...CONTROLLER_SERVICE_ACCOUNT }),
    });
    const policies = new ControllerPolicies(this, "controller-policies", {
      ...props,
      controllerRole,
      nodeRoleArn: nodeRole.roleArn,
      queueArn: queue.queueArn,
      queueKeyArn: messagesKeyArn,
    });
    new EksPodIdentityAssociation(this, "pod-identity", {
      clusterName,
      ...CONTROLLER_SERVICE_ACCOUNT,
      roleArn: controllerRole.arn,
      dependsOn: [cluster, ...policies.attachments],
    });
    this.nodeRoleName = nodeRole.roleName;
    this.nodeRoleArn = nodeRole.roleArn;
    this.queueName = queue.queueName;
    this.queueArn = queue.queueArn;
    this.controllerRoleArn = `arn:aws:iam::${account}:role/${controllerRoleName}`;
  }

  private refuseReferences({ clusterName, clusterArn, account, region }: KarpenterProps): void {
    if (!CLUSTER_NAME.test(clusterName)) {
      throw new Error(`${this.node.path}: expected a cluster name known at synth, got "${clusterName}"`);
    }
    const arn = `arn:aws:eks:${region}:${account}:cluster/${clusterName}`;
    if (clusterArn !== arn) {
      throw new Error(`${this.node.path}: expected the cluster ARN "${arn}", got "${clusterArn}"`);
    }
  }
}
