import { bucketArn } from "../core/arn";
import type { Place } from "../core/place";
import type { Conditions, Statement } from "../core/policy-document";

export interface DeployPermissionsProps {
  readonly place: Place;
  /** The boundary that every role made by the deploy role carries. */
  readonly workloadBoundaryArn: string;
  /** The key of Kubernetes secrets. */
  readonly clusterKeyArn: string;
}

/** The services that roles of our layers work for. */
const PASSED_TO = ["ec2.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com"];

/** The services whose own roles come with the first cluster, node group and load balancer of an account. */
const LINKED_SERVICES = [
  "autoscaling.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "eks.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
];

/** Makes the network layer: the VPC and what is in it, the bucket of flow logs. */
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
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
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

/** Makes the cluster layer: EKS, its log group, the launch template of its nodes, Karpenter's queue and rules. */
export function deployCluster({ place, clusterKeyArn }: DeployPermissionsProps): Statement[] {
  const { prefix, cluster } = place.naming;
  return [
    {
      Sid: "MakeCluster",
      Effect: "Allow",
      Action: "eks:*",
      Resource: [
        place.clusterArn(cluster),
        ...["access-entry", "addon", "nodegroup", "podidentityassociation"].map((kind) =>
          place.arn("eks", `${kind}/${cluster}/*`),
        ),
      ],
    },
    {
      // EKS asks in the caller's name, without kms:GrantIsForAWSResource; a condition on it refuses the cluster:
      // https://docs.aws.amazon.com/eks/latest/userguide/security-k8s.html
      Sid: "EncryptSecretsOfCluster",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: clusterKeyArn,
    },
    {
      // EKS makes a node group only for a caller that could start its nodes itself.
      Sid: "MakeNodes",
      Effect: "Allow",
      Action: [
        "ec2:CreateLaunchTemplate",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:ModifyLaunchTemplate",
        "ec2:RunInstances",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
    },
    {
      Sid: "UnmakeOwnLaunchTemplates",
      Effect: "Allow",
      Action: ["ec2:DeleteLaunchTemplate", "ec2:DeleteLaunchTemplateVersions"],
      Resource: "*",
      Condition: ownIn(place),
    },
    {
      Sid: "MakeLogGroups",
      Effect: "Allow",
      Action: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:DisassociateKmsKey",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      Resource: place.arn("logs", `log-group:/aws/eks/${cluster}/*`),
    },
    {
      Sid: "MakeQueues",
      Effect: "Allow",
      Action: [
        "sqs:CreateQueue",
        "sqs:DeleteQueue",
        "sqs:SetQueueAttributes",
        "sqs:TagQueue",
        "sqs:UntagQueue",
      ],
      Resource: place.arn("sqs", `${prefix}-*`),
    },
    {
      Sid: "MakeEventRules",
      Effect: "Allow",
      Action: [
        "events:DeleteRule",
        "events:DisableRule",
        "events:EnableRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      Resource: place.arn("events", `rule/${prefix}-*`),
    },
  ];
}

/** Makes the roles of the layers, none without the boundary, and hands them to the services that need them. */
export function deployIdentities({ place, workloadBoundaryArn }: DeployPermissionsProps): Statement[] {
  const own = (kind: "role" | "policy"): string => place.iamArn(`${kind}/${place.naming.prefix}-*`);
  return [
    {
      Sid: "MakeBoundedRoles",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: own("role"),
      Condition: { StringEquals: { "iam:PermissionsBoundary": workloadBoundaryArn } },
    },
    {
      Sid: "MaintainRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: own("role"),
    },
    {
      Sid: "MakePolicies",
      Effect: "Allow",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      Resource: own("policy"),
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: own("role"),
      Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      Sid: "LetServicesMakeTheirRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: place.iamArn("role/aws-service-role/*"),
      Condition: { StringEquals: { "iam:AWSServiceName": LINKED_SERVICES } },
    },
  ];
}

/** What Pitboss made: Karpenter's and the load balancer controller's things are theirs to delete. */
function ownIn({ region }: Place): Conditions {
  return { StringEquals: { "aws:RequestedRegion": region, "aws:ResourceTag/managed-by": "pitboss" } };
}
