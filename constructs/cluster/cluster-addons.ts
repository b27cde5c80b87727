import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { Place } from "../core/place";
import type { EksAddon as AddonName } from "../core/version-catalogue";
import { PodRole, type PodRoleProps } from "./pod-role";

/** The taint of the system nodes, tolerated: what an add-on's deployment needs to run there. */
const ON_SYSTEM_NODES = { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] };

export interface ClusterAddonsProps {
  readonly place: Place;
  readonly clusterName: string;
  /** The cluster's resource, which the add-ons wait for. */
  readonly cluster: ITerraformDependable;
  /** The version of each add-on, as EKS writes it; nothing is ever "most recent". */
  readonly versions: Readonly<Record<AddonName, string>>;
  /** The key that encrypts the volumes that the EBS driver makes. */
  readonly encryptionKeyArn: string;
}

/** The service account whose pods take a role. */
interface AddonIdentity {
  readonly serviceAccount: string;
  readonly role: PodRole;
}

interface AddonOptions {
  /** In the add-on's own words: `aws eks describe-addon-configuration`. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly identity?: AddonIdentity;
  /** @default the cluster */
  readonly after?: ITerraformDependable;
}

/**
 * A cluster's add-ons, in the two steps that a new cluster needs: `networking` before the first node, or it never becomes
 * ready; `workloads` after it, or they wait in vain for somewhere to run.
 */
export class ClusterAddons extends Construct {
  /** What nodes wait for. */
  readonly networking: readonly EksAddon[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAddonsProps,
  ) {
    super(scope, id);
    const network = this.role("vpc-cni", "aws-node", { managedPolicyNames: ["AmazonEKS_CNI_Policy"] });
    this.networking = [
      this.addon("eks-pod-identity-agent", {}),
      this.addon("kube-proxy", {}),
      this.addon("vpc-cni", {
        configuration: {
          enableNetworkPolicy: "true",
          // Addresses by the /28, from the subnets tagged for pods; without it 100,000 pods exceed a VPC's address usage quota.
          env: { ENABLE_PREFIX_DELEGATION: "true", ENABLE_SUBNET_DISCOVERY: "true", WARM_PREFIX_TARGET: "1" },
        },
        identity: network,
      }),
    ];
  }

  /** Adds the add-ons that run as deployments, once there are nodes for them. */
  addWorkloads(nodes: ITerraformDependable): void {
    const volumes = this.role("ebs-csi", "ebs-csi-controller-sa", {
      managedPolicyNames: ["service-role/AmazonEBSCSIDriverPolicyV2"],
      statements: [
        {
          Sid: "EncryptVolumes",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          Resource: this.props.encryptionKeyArn,
        },
        {
          Sid: "LetEc2UseTheKey",
          Effect: "Allow",
          Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
          Resource: this.props.encryptionKeyArn,
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    });
    this.addon("coredns", {
      configuration: { ...ON_SYSTEM_NODES, autoScaling: { enabled: true, minReplicas: 2 } },
      after: nodes,
    });
    this.addon("metrics-server", { configuration: { ...ON_SYSTEM_NODES, replicas: 2 }, after: nodes });
    this.addon("aws-ebs-csi-driver", {
      configuration: { controller: ON_SYSTEM_NODES },
      identity: volumes,
      after: nodes,
    });
  }

  private role(
    id: string,
    serviceAccount: string,
    permissions: Pick<PodRoleProps, "managedPolicyNames" | "statements">,
  ): AddonIdentity {
    const { place, clusterName } = this.props;
    const role = new PodRole(this, `${id}-role`, {
      name: place.naming.role(id),
      pods: { clusterArn: place.clusterArn(clusterName), namespace: "kube-system", serviceAccount },
      ...permissions,
    });
    return { serviceAccount, role };
  }

  private addon(name: AddonName, { configuration, identity, after }: AddonOptions): EksAddon {
    const { cluster, clusterName, versions } = this.props;
    return new EksAddon(this, name, {
      clusterName,
      addonName: name,
      addonVersion: versions[name],
      // What the add-on manages is as written here; a hand-made change does not survive the next update.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(configuration && { configurationValues: JSON.stringify(configuration) }),
      ...(identity && {
        podIdentityAssociation: [{ serviceAccount: identity.serviceAccount, roleArn: identity.role.arn }],
      }),
      dependsOn: [after ?? cluster, ...(identity?.role.permissions ?? [])],
    });
  }
}
