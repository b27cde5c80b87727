import { discoveryTags } from "./discovery";
import type { KubernetesObject } from "./kubernetes-object";

export interface Ec2NodeClassProps {
  readonly name: string;
  /** Karpenter finds subnets and security groups by the cluster's discovery tags. */
  readonly clusterName: string;
  /** The IAM role of the nodes, by name. */
  readonly roleName: string;
  /** The machine image, as an alias with its release: `al2023@v20260930`. It is of both architectures. */
  readonly nodeImage: string;
  /** The key that encrypts the nodes' volumes, by ARN. */
  readonly encryptionKeyArn: string;
  /** The size of the volume that images and containers share, in GiB. */
  readonly volumeGib: number;
  /** Pods on a node, at most; with prefix delegation addresses do not limit them. */
  readonly maxPods: number;
  /** The tags of instances, volumes and network interfaces. */
  readonly tags: Readonly<Record<string, string>>;
}

interface BlockDeviceMapping {
  readonly deviceName: string;
  readonly ebs: {
    readonly volumeSize: string;
    readonly volumeType: "gp3";
    readonly encrypted: true;
    readonly kmsKeyID: string;
    readonly deleteOnTermination: true;
  };
}

interface TagSelector {
  readonly tags: Readonly<Record<string, string>>;
}

/** `EC2NodeClass.spec` of `karpenter.k8s.aws/v1`, as far as Pitboss writes it. */
export interface Ec2NodeClassSpec {
  readonly role: string;
  readonly amiSelectorTerms: readonly { readonly alias: string }[];
  readonly subnetSelectorTerms: readonly TagSelector[];
  readonly securityGroupSelectorTerms: readonly TagSelector[];
  readonly metadataOptions: {
    readonly httpEndpoint: "enabled";
    readonly httpProtocolIPv6: "disabled";
    readonly httpPutResponseHopLimit: 1;
    readonly httpTokens: "required";
  };
  readonly blockDeviceMappings: readonly BlockDeviceMapping[];
  readonly kubelet: { readonly maxPods: number };
  readonly associatePublicIPAddress: false;
  readonly detailedMonitoring: true;
  readonly tags: Readonly<Record<string, string>>;
}

export type Ec2NodeClass = KubernetesObject<"karpenter.k8s.aws/v1", "EC2NodeClass", Ec2NodeClassSpec>;

/** Bottlerocket keeps its system on a volume of its own, which is this large whatever the other one is. */
const BOTTLEROCKET_SYSTEM_GIB = 4;

/** How Karpenter makes machines: the image, the disks, the network, and no way from a pod to the machine's own credentials. */
export function ec2NodeClass(props: Ec2NodeClassProps): Ec2NodeClass {
  const { name, clusterName, roleName, nodeImage, maxPods, tags } = props;
  const discovery = [{ tags: discoveryTags(clusterName) }];
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name },
    spec: {
      role: roleName,
      amiSelectorTerms: [{ alias: nodeImage }],
      subnetSelectorTerms: discovery,
      securityGroupSelectorTerms: discovery,
      // One hop: a pod cannot reach the node's credentials, only processes of the node itself can.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIPv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "required",
      },
      blockDeviceMappings: volumesOf(props),
      kubelet: { maxPods },
      associatePublicIPAddress: false,
      detailedMonitoring: true,
      tags,
    },
  };
}

function volumesOf({
  nodeImage,
  volumeGib,
  encryptionKeyArn,
}: Ec2NodeClassProps): readonly BlockDeviceMapping[] {
  const volume = (deviceName: string, gib: number): BlockDeviceMapping => ({
    deviceName,
    ebs: {
      volumeSize: `${gib}Gi`,
      volumeType: "gp3",
      encrypted: true,
      kmsKeyID: encryptionKeyArn,
      deleteOnTermination: true,
    },
  });
  if (!nodeImage.startsWith("bottlerocket@")) return [volume("/dev/xvda", volumeGib)];
  return [volume("/dev/xvda", BOTTLEROCKET_SYSTEM_GIB), volume("/dev/xvdb", volumeGib)];
}
