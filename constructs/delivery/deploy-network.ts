import { bucketArn } from "../core/arn";
import type { Statement } from "../core/policy-document";
import { type DeployPermissionsProps, inRegion, ownIn } from "./deploy-permissions";

/** Makes the network layer, the VPC and what is in it; and the buckets of every layer. */
export function deployNetwork({ place }: DeployPermissionsProps): Statement[] {
  return [
    {
      Sid: "MakeNetwork",
      Effect: "Allow",
      Action: [
        "ec2:AllocateAddress",
        "ec2:Associate*",
        "ec2:AttachInternetGateway",
        "ec2:AuthorizeSecurityGroup*",
        "ec2:CreateFlowLogs",
        "ec2:CreateInternetGateway",
        "ec2:CreateNatGateway",
        "ec2:CreateNetworkAcl*",
        "ec2:CreateRoute*",
        "ec2:CreateSecurityGroup",
        "ec2:CreateSubnet*",
        "ec2:CreateTags",
        "ec2:CreateVpc",
        "ec2:CreateVpcEndpoint",
        "ec2:DeleteNetworkAclEntry",
        "ec2:DeleteRoute",
        // Nothing tags a reservation.
        "ec2:DeleteSubnetCidrReservation",
        "ec2:DeleteTags",
        "ec2:DetachInternetGateway",
        "ec2:Disassociate*",
        "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVpcAttribute",
        "ec2:ModifyVpcEndpoint",
        "ec2:ReplaceNetworkAcl*",
        "ec2:ReplaceRoute*",
        "ec2:RevokeSecurityGroup*",
        "ec2:UpdateSecurityGroupRuleDescriptions*",
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
      ],
      Resource: "*",
      Condition: inRegion(place),
    },
    {
      Sid: "UnmakeOwnNetwork",
      Effect: "Allow",
      Action: [
        "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteNatGateway",
        "ec2:DeleteNetworkAcl",
        "ec2:DeleteRouteTable",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpoints",
        "ec2:ReleaseAddress",
      ],
      Resource: "*",
      Condition: ownIn(place),
    },
    {
      // The private DNS names of interface endpoints are hosted zones of AWS.
      Sid: "NameEndpoints",
      Effect: "Allow",
      Action: ["route53:AssociateVPCWithHostedZone", "route53:DisassociateVPCFromHostedZone"],
      Resource: "arn:aws:route53:::hostedzone/*",
    },
    {
      Sid: "MakeBuckets",
      Effect: "Allow",
      Action: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:TagResource",
        "s3:UntagResource",
      ],
      Resource: bucketArn(`${place.naming.prefix}-*`),
    },
  ];
}
