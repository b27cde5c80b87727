import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Ec2Tag } from "@cdktf/provider-aws/lib/ec2-tag";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";
import { policyDocument, serviceTrust } from "../core/policy-document";

/** Everything the control plane can tell. Audit and authenticator are evidence; the rest is what an incident needs. */
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** The provisioned capacity of a control plane: https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html */
export type ControlPlaneTier = "standard" | "tier-xl" | "tier-2xl" | "tier-4xl" | "tier-8xl";

export interface ClusterProps {
  /** The cluster's name; its ARN and its log group follow from it. */
  readonly name: string;
  /** The Kubernetes minor: `1.35`. */
  readonly version: string;
  /** Where the control plane puts its network interfaces, in at least two zones. */
  readonly controlPlaneSubnetIds: readonly string[];
  readonly vpcId: string;
  /** The Kubernetes service range. */
  readonly serviceCidr: string;
  /** Who may reach the API besides the nodes, by name: ranges inside the network, since the endpoint is private. */
  readonly apiClients: Readonly<Record<string, string>>;
  /** The key that encrypts Kubernetes secrets. */
  readonly secretsKeyArn: string;
  /** The key that encrypts the control plane's logs. */
  readonly logsKeyArn: string;
  /** How long those logs are kept, in days. */
  readonly retentionDays: number;
  readonly tier: ControlPlaneTier;
  readonly deletionProtection: boolean;
  readonly zonalShift: boolean;
  /** Tags of the security group that nodes share, by which Karpenter finds it. */
  readonly nodeSecurityGroupTags: Readonly<Record<string, string>>;
}

/**
 * An EKS control plane with a private endpoint. Its access list is access entries alone (`authentication_mode = API`): no
 * `aws-auth` map, and no silent administrator for whoever ran the first apply. Support is STANDARD, so that an old minor is
 * upgraded rather than billed at the extended rate. It starts without EKS's self-managed add-ons; ours are versioned.
 */
export class Cluster extends Construct {
  /** What waits for the cluster waits for this. */
  readonly resource: EksCluster;
  readonly endpoint: string;
  /** The base64 certificate that the API presents. */
  readonly certificateAuthority: string;
  /** The security group that EKS makes for the control plane and every node. */
  readonly securityGroupId: string;
  /** Who signs the tokens of its service accounts: `https://oidc.eks.…`. Its keys are public, so others can trust it. */
  readonly tokenIssuer: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const logs = new CloudwatchLogGroup(this, "logs", {
      // EKS writes to this name; made here, or EKS makes it without a key and keeps it for ever.
      name: `/aws/eks/${props.name}/cluster`,
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.retentionDays,
    });
    const { role, permissions } = this.controlPlaneRole(props);
    const cluster = new EksCluster(this, "cluster", {
      name: props.name,
      version: props.version,
      roleArn: role.arn,
      bootstrapSelfManagedAddons: false,
      deletionProtection: props.deletionProtection,
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      controlPlaneScalingConfig: { tier: props.tier },
      encryptionConfig: { provider: { keyArn: props.secretsKeyArn }, resources: ["secrets"] },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: props.serviceCidr },
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        securityGroupIds: [this.apiSecurityGroup(props).id],
        subnetIds: [...props.controlPlaneSubnetIds],
      },
      zonalShiftConfig: { enabled: props.zonalShift },
      dependsOn: [logs, ...permissions],
    });
    this.resource = cluster;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.tokenIssuer = cluster.identity.get(0).oidc.get(0).issuer;
    for (const [key, value] of Object.entries(props.nodeSecurityGroupTags)) {
      new Ec2Tag(this, `security-group-tag-${key.replace(/[^\w-]/g, "-")}`, {
        resourceId: this.securityGroupId,
        key,
        value,
      });
    }
  }

  private controlPlaneRole({ name, secretsKeyArn }: ClusterProps): {
    role: IamRole;
    permissions: (IamRolePolicy | IamRolePolicyAttachment)[];
  } {
    const role = new IamRole(this, "role", {
      name: `${name}-control-plane`,
      assumeRolePolicy: serviceTrust("eks.amazonaws.com"),
    });
    const managed = new IamRolePolicyAttachment(this, "role-cluster-policy", {
      role: role.name,
      policyArn: managedPolicyArn("AmazonEKSClusterPolicy"),
    });
    const secrets = new IamRolePolicy(this, "role-secrets-key", {
      name: "secrets-key",
      role: role.name,
      policy: policyDocument({
        Sid: "EncryptSecrets",
        Effect: "Allow",
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
        Resource: secretsKeyArn,
      }),
    });
    return { role, permissions: [managed, secrets] };
  }

  private apiSecurityGroup({ name, vpcId, apiClients }: ClusterProps): SecurityGroup {
    const group = new SecurityGroup(this, "api-clients", {
      name: `${name}-api-clients`,
      description: "Calls to the Kubernetes API from inside the network",
      vpcId,
      tags: { Name: `${name}-api-clients` },
    });
    for (const [client, range] of Object.entries(apiClients)) {
      new VpcSecurityGroupIngressRule(this, `api-from-${client}`, {
        securityGroupId: group.id,
        description: `Kubernetes API from ${client}`,
        cidrIpv4: range,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    }
    return group;
  }
}
