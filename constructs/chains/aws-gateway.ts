import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { Route } from "@cdktf/provider-aws/lib/route";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { managedPolicyArn } from "../core/arn";
import type { ITerraformDependable } from "../core/cdktf";
import type { Place } from "../core/place";
import { serviceTrust } from "../core/policy-document";
import { Suppressions } from "../core/suppressions";
import type { Ipv4Block } from "../network/ipv4-block";
import type { PerZone } from "../network/subnet-tier";
import { awsGatewayUserData } from "./aws-gateway-user-data";
import { WIREGUARD_PORT } from "./chain-firewalls";
import { InstanceRecovery } from "./instance-recovery";
import { readingOwnSecrets } from "./own-secrets";
import { gatewayImage } from "./software-catalogue";
import { WIREGUARD_SECRET, type WireGuardEndProps } from "./wireguard";

const ROOT_VOLUME_GIB = 8;

export interface AwsGatewayProps {
  readonly place: Place;
  readonly vpcId: string;
  /** The VPC's own range: nodes speak to Hetzner, and the VPC CNI gives pods their node's address on the way. */
  readonly vpcRange: string;
  /** The public subnet that it stands in; its zone's loss cuts the link, and nothing of the chain. */
  readonly subnetId: string;
  /** A Graviton type. */
  readonly instanceType: string;
  /** The address that Hetzner's end knows it by. */
  readonly publicAddress: AwsGatewayAddress;
  /** What of it the tunnel needs to know. */
  readonly tunnel: WireGuardEndProps;
  /** The ranges that lie at Hetzner, which the VPC's route tables send here. */
  readonly routedHere: readonly Ipv4Block[];
  /** The route tables that do, by tier and zone. */
  readonly routeTableIds: Readonly<Record<string, PerZone<string>>>;
  /** The name of this machine's folder of secrets, and of them: `pitboss-prod/chains/aws-gateway`. */
  readonly secretFolder: string;
  /** The key that encrypts its secret. */
  readonly secretsKeyArn: string;
  /** The key that encrypts its volume. */
  readonly volumeKeyArn: string;
  /** Where alarms go. */
  readonly alertTopicArn: string;
  /** The tags of the volume, which a provider's default tags do not reach. */
  readonly instanceTags: Readonly<Record<string, string>>;
  readonly protect: boolean;
}

/** The Elastic IP of the gateway on AWS. It stands apart, so that each end of the tunnel can be told of the other. */
export class AwsGatewayAddress extends Construct {
  readonly publicIp: string;
  readonly allocationId: string;

  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const address = new Eip(this, "address", { domain: "vpc", tags: { Name: props.name } });
    Suppressions.add(address, {
      check: "CKV2_AWS_19",
      reason:
        "it is attached to the gateway's network interface, which outlives the instance; the check looks for an instance",
      owner: "chains",
      expires: "2027-05-31",
    });
    this.publicIp = address.publicIp;
    this.allocationId = address.allocationId;
  }
}

/**
 * The AWS end of the tunnel to Hetzner: one small instance behind a network interface and an address that outlive it. Routes lead to
 * the interface, so replacing the instance changes none. It is reached by Session Manager, never by SSH.
 */
export class AwsGateway extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: AwsGatewayProps) {
    super(scope, id);
    const { place } = props;
    const name = place.naming.resource("chains-gateway");
    const { profile, permissions, roleArn } = this.identity(props);
    const group = this.securityGroup(name, props);
    const networkInterface = new NetworkInterface(this, "interface", {
      description: "The way from the VPC to Hetzner",
      subnetId: props.subnetId,
      securityGroups: [group.id],
      // It passes on packets that are neither from it nor for it.
      sourceDestCheck: false,
      tags: { Name: name },
    });
    const address = new EipAssociation(this, "address", {
      allocationId: props.publicAddress.allocationId,
      networkInterfaceId: networkInterface.id,
    });
    const instance = this.instance(name, props, networkInterface, profile, [address, ...permissions]);
    for (const [tier, zones] of Object.entries(props.routeTableIds)) {
      for (const [zone, routeTableId] of Object.entries(zones)) {
        for (const range of props.routedHere) {
          new Route(this, `route-${tier}-${zone}-${range.toString().replace(/[./]/g, "-")}`, {
            routeTableId,
            destinationCidrBlock: range.toString(),
            networkInterfaceId: networkInterface.id,
          });
        }
      }
    }
    new InstanceRecovery(this, "recovery", {
      place,
      name,
      instanceId: instance.id,
      alertTopicArn: props.alertTopicArn,
    });
    this.roleArn = roleArn;
  }

  private instance(
    name: string,
    props: AwsGatewayProps,
    networkInterface: NetworkInterface,
    profile: IamInstanceProfile,
    dependsOn: ITerraformDependable[],
  ): Instance {
    const image = new DataAwsAmi(this, "image", {
      owners: ["amazon"],
      // AWS deprecates a release after 90 days; ours stays until we choose another.
      includeDeprecated: true,
      filter: [{ name: "name", values: [gatewayImage.version] }],
    });
    const instance = new Instance(this, "instance", {
      ami: image.id,
      instanceType: props.instanceType,
      iamInstanceProfile: profile.name,
      primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
      userData: awsGatewayUserData({
        region: props.place.region,
        secretId: `${props.secretFolder}/${WIREGUARD_SECRET}`,
        tunnel: props.tunnel,
      }),
      userDataReplaceOnChange: true,
      ebsOptimized: true,
      monitoring: true,
      disableApiTermination: props.protect,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: ROOT_VOLUME_GIB,
        encrypted: true,
        kmsKeyId: props.volumeKeyArn,
        deleteOnTermination: true,
        tags: { Name: name, ...props.instanceTags },
      },
      tags: { Name: name },
      dependsOn,
    });
    Suppressions.add(instance, {
      check: "CKV_AWS_46",
      reason:
        "what it takes for a secret is the WireGuard public key of the other end; the instance fetches its own private key at boot",
      owner: "chains",
      expires: "2027-05-31",
    });
    return instance;
  }

  private identity({ place, secretFolder, secretsKeyArn }: AwsGatewayProps): {
    profile: IamInstanceProfile;
    permissions: ITerraformDependable[];
    roleArn: string;
  } {
    const name = place.naming.role("chains-gateway");
    const role = new IamRole(this, "role", {
      name,
      description: "The WireGuard gateway to Hetzner: reads its own key",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    const reading = new IamRolePolicy(this, "own-secret", {
      name: "own-secret",
      role: role.name,
      policy: readingOwnSecrets({ place, folder: secretFolder, encryptionKeyArn: secretsKeyArn }),
    });
    const sessions = new IamRolePolicyAttachment(this, "sessions", {
      role: role.name,
      policyArn: managedPolicyArn("AmazonSSMManagedInstanceCore"),
    });
    const profile = new IamInstanceProfile(this, "profile", { name, role: role.name });
    return { profile, permissions: [reading, sessions], roleArn: place.iamArn(`role/${name}`) };
  }

  /** Packets that are passed on count as the interface's own, in and out. */
  private securityGroup(name: string, { vpcId, vpcRange, tunnel }: AwsGatewayProps): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      name,
      description: "The way from the VPC to Hetzner",
      vpcId,
      tags: { Name: name },
    });
    const securityGroupId = group.id;
    const wireGuard = {
      securityGroupId,
      cidrIpv4: `${tunnel.peer.publicAddress}/32`,
      ipProtocol: "udp",
      fromPort: WIREGUARD_PORT,
      toPort: WIREGUARD_PORT,
    };
    new VpcSecurityGroupIngressRule(this, "from-hetzner", {
      ...wireGuard,
      description: "WireGuard from the gateway at Hetzner",
    });
    new VpcSecurityGroupEgressRule(this, "to-hetzner", {
      ...wireGuard,
      description: "WireGuard to the gateway at Hetzner",
    });
    const withVpc = { securityGroupId, cidrIpv4: vpcRange, ipProtocol: "-1" };
    new VpcSecurityGroupIngressRule(this, "from-vpc", {
      ...withVpc,
      description: "What the VPC sends to Hetzner",
    });
    new VpcSecurityGroupEgressRule(this, "to-vpc", {
      ...withVpc,
      description: "What Hetzner sends to the VPC",
    });
    new VpcSecurityGroupEgressRule(this, "to-https", {
      securityGroupId,
      description: "Packages of Amazon Linux, Session Manager, Secrets Manager",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    return group;
  }
}
