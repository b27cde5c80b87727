import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { Naming } from "../core/naming";
import { serviceTrust } from "../core/policy-document";
import { attachNodePolicies } from "./node-policies";

/** With prefix delegation a node is no longer short of addresses; this is Kubernetes' own advice for its size. */
const MAX_PODS = 110;

const ROOT_VOLUME_GIB = 50;

export interface SystemNodeGroupProps {
  readonly naming: Naming;
  readonly clusterName: string;
  /** Graviton instance types, most wanted first. */
  readonly instanceTypes: readonly string[];
  /** The AL2023 image's release: `1.35.8-20260930`. */
  readonly release: string;
  /** Where the nodes stand, in at least two zones: each of Karpenter's two replicas wants a zone of its own. */
  readonly subnetIds: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
  /** The key that encrypts the nodes' volumes. */
  readonly encryptionKeyArn: string;
  /** What must be there before a node starts: the CNI above all. */
  readonly after: readonly ITerraformDependable[];
  /** The tags of instances and volumes, which a provider's default tags do not reach. */
  readonly instanceTags: Readonly<Record<string, string>>;
}

/**
 * The few nodes that Karpenter does not manage, because it runs on them: Graviton, tainted `CriticalAddonsOnly` so that nothing
 * else settles there.
 */
export class SystemNodeGroup extends Construct {
  readonly nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: SystemNodeGroupProps) {
    super(scope, id);
    if (props.subnetIds.length < 2) {
      throw new Error(
        `${this.node.path}: expected subnets in at least 2 zones, one for each replica of Karpenter, got ${props.subnetIds.length}`,
      );
    }
    const role = new IamRole(this, "role", {
      name: props.naming.role("system-nodes"),
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    const policies = attachNodePolicies(this, role);
    const template = this.launchTemplate(props);
    this.nodeGroup = new EksNodeGroup(this, "nodes", {
      clusterName: props.clusterName,
      // Terraform makes up the rest, so that the group can be replaced by one beside it.
      nodeGroupNamePrefix: props.naming.nodeGroupPrefix("system"),
      nodeRoleArn: role.arn,
      amiType: "AL2023_ARM_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: [...props.instanceTypes],
      releaseVersion: props.release,
      subnetIds: [...props.subnetIds],
      labels: { "pitboss.gaming/nodes": "system" },
      taint: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      scalingConfig: { minSize: props.minimum, desiredSize: props.minimum, maxSize: props.maximum },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      dependsOn: [...policies, ...props.after],
      // Karpenter lives here: its next home stands before the old one falls.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private launchTemplate({ naming, encryptionKeyArn, instanceTags }: SystemNodeGroupProps): LaunchTemplate {
    const name = naming.resource("system-nodes");
    const tags = { Name: name, ...instanceTags };
    return new LaunchTemplate(this, "template", {
      name,
      updateDefaultVersion: true,
      userData: nodeConfiguration(),
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: ROOT_VOLUME_GIB,
            encrypted: "true",
            kmsKeyId: encryptionKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      // One hop: a pod cannot reach the node's credentials, only processes of the node itself can.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
    });
  }
}

/** What nodeadm merges into the image's own configuration, in the MIME form that user data has. */
function nodeConfiguration(): string {
  const document = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="pitboss"',
    "",
    "--pitboss",
    "Content-Type: application/node.eks.aws",
    "",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    "  kubelet:",
    "    config:",
    `      maxPods: ${MAX_PODS}`,
    "--pitboss--",
    "",
  ];
  return Buffer.from(document.join("\n")).toString("base64");
}
