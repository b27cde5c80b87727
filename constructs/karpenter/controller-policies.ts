import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { ITerraformDependable } from "../core/cdktf";
import type { Place } from "../core/place";
import { type Conditions, policyDocument, type Statement } from "../core/policy-document";

/** What the controller's permissions are confined to. All but the key are literal, so that Checkov sees through them. */
export interface ControllerPermissionProps {
  /** The cluster's name: what Karpenter launches carries it in a tag. */
  readonly clusterName: string;
  readonly place: Place;
  /** The one role that the controller may hand to an instance. */
  readonly nodeRoleArn: string;
  readonly queueArn: string;
  /** The KMS key that the queue is encrypted with; may be a reference. */
  readonly queueKeyArn: string;
}

export interface ControllerPoliciesProps extends ControllerPermissionProps {
  /** The role that the controller's pods assume. */
  readonly controllerRole: IamRole;
}

const LAUNCH = ["ec2:RunInstances", "ec2:CreateFleet"];

/** Launches, tags and ends instances, each only where the tags say that this cluster's Karpenter owns them. */
function nodeLifecycle({ clusterName, place }: ControllerPermissionProps): readonly Statement[] {
  const arnsOf = (type: string): string => `arn:aws:ec2:${place.region}:*:${type}/*`;
  const every = (...types: readonly string[]): string[] => types.map(arnsOf);
  const launched = every(
    "fleet",
    "instance",
    "volume",
    "network-interface",
    "launch-template",
    "spot-instances-request",
  );
  const ownedByPool: Conditions = {
    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
  const requestedTags = {
    [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": clusterName,
  };
  const requestedForPool = { "aws:RequestTag/karpenter.sh/nodepool": "*" };
  return [
    {
      Sid: "AllowScopedEC2InstanceAccessActions",
      Effect: "Allow",
      // Images and snapshots have no account in their ARN.
      Resource: [
        place.accountlessArn("ec2", "image/*"),
        place.accountlessArn("ec2", "snapshot/*"),
        ...every("security-group", "subnet", "capacity-reservation", "placement-group"),
      ],
      Action: LAUNCH,
    },
    {
      Sid: "AllowScopedEC2LaunchTemplateAccessActions",
      Effect: "Allow",
      Resource: arnsOf("launch-template"),
      Action: LAUNCH,
      Condition: ownedByPool,
    },
    {
      Sid: "AllowScopedEC2InstanceActionsWithTags",
      Effect: "Allow",
      Resource: launched,
      Action: [...LAUNCH, "ec2:CreateLaunchTemplate"],
      Condition: { StringEquals: requestedTags, StringLike: requestedForPool },
    },
    {
      Sid: "AllowScopedResourceCreationTagging",
      Effect: "Allow",
      Resource: launched,
      Action: "ec2:CreateTags",
      Condition: {
        StringEquals: {
          ...requestedTags,
          "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        },
        StringLike: requestedForPool,
      },
    },
    {
      Sid: "AllowScopedResourceTagging",
      Effect: "Allow",
      Resource: arnsOf("instance"),
      Action: "ec2:CreateTags",
      Condition: {
        ...ownedByPool,
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
        "ForAllValues:StringEquals": {
          "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
        },
      },
    },
    {
      Sid: "AllowScopedDeletion",
      Effect: "Allow",
      Resource: every("instance", "launch-template"),
      Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      Condition: ownedByPool,
    },
  ];
}

/** Keeps one instance profile for each EC2NodeClass, and puts the node role, and no other, into it. */
function iamIntegration(props: ControllerPermissionProps): readonly Statement[] {
  const { clusterName, place, nodeRoleArn } = props;
  const profiles = place.iamArn("instance-profile/*");
  const ownedProfile = {
    [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned",
    "aws:ResourceTag/topology.kubernetes.io/region": place.region,
  };
  const ownedByNodeClass = { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" };
  const requestedProfile = {
    [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": clusterName,
    "aws:RequestTag/topology.kubernetes.io/region": place.region,
  };
  const requestedForNodeClass = { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" };
  return [
    {
      Sid: "AllowPassingInstanceRole",
      Effect: "Allow",
      Resource: nodeRoleArn,
      Action: "iam:PassRole",
      Condition: {
        StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
      },
    },
    {
      Sid: "AllowScopedInstanceProfileCreationActions",
      Effect: "Allow",
      Resource: profiles,
      Action: ["iam:CreateInstanceProfile"],
      Condition: { StringEquals: requestedProfile, StringLike: requestedForNodeClass },
    },
    {
      Sid: "AllowScopedInstanceProfileTagActions",
      Effect: "Allow",
      Resource: profiles,
      Action: ["iam:TagInstanceProfile"],
      Condition: {
        StringEquals: { ...ownedProfile, ...requestedProfile },
        StringLike: { ...ownedByNodeClass, ...requestedForNodeClass },
      },
    },
    {
      Sid: "AllowScopedInstanceProfileActions",
      Effect: "Allow",
      Resource: profiles,
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:DeleteInstanceProfile",
      ],
      Condition: { StringEquals: ownedProfile, StringLike: ownedByNodeClass },
    },
  ];
}

/** Asks EKS where the API server is. */
function eksIntegration({ clusterName, place }: ControllerPermissionProps): readonly Statement[] {
  return [
    {
      Sid: "AllowAPIServerEndpointDiscovery",
      Effect: "Allow",
      Resource: place.clusterArn(clusterName),
      Action: "eks:DescribeCluster",
    },
  ];
}

/**
 * Takes messages off the interruption queue. The second statement is ours: the template's queue is encrypted with a key of
 * SQS, which asks for no permission, and ours with a key of this account.
 */
function interruption(props: ControllerPermissionProps): readonly Statement[] {
  const { place, queueArn, queueKeyArn } = props;
  return [
    {
      Sid: "AllowInterruptionQueueActions",
      Effect: "Allow",
      Resource: queueArn,
      Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
    },
    {
      Sid: "AllowInterruptionQueueDecryption",
      Effect: "Allow",
      Resource: queueKeyArn,
      Action: "kms:Decrypt",
      // Only through SQS, where the statement above leaves this one queue.
      Condition: { StringEquals: { "kms:ViaService": `sqs.${place.region}.amazonaws.com` } },
    },
  ];
}

/** Reads whether a zone is shifted away from; the action knows no resource, so a condition names the cluster. */
function zonalShift({ clusterName, place }: ControllerPermissionProps): readonly Statement[] {
  return [
    {
      Sid: "AllowZonalShiftStatusReadOnly",
      Effect: "Allow",
      Resource: "*",
      Action: ["arc-zonal-shift:GetManagedResource"],
      Condition: {
        StringEquals: { "arc-zonal-shift:ResourceIdentifier": place.clusterArn(clusterName) },
      },
    },
  ];
}

/** Reads what can be launched, where, from which image and at which price. */
function resourceDiscovery({ place }: ControllerPermissionProps): readonly Statement[] {
  return [
    {
      Sid: "AllowRegionalReadActions",
      Effect: "Allow",
      Resource: "*",
      Action: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
    },
    {
      Sid: "AllowSSMReadActions",
      Effect: "Allow",
      Resource: place.accountlessArn("ssm", "parameter/aws/service/*"),
      Action: "ssm:GetParameter",
    },
    { Sid: "AllowPricingReadActions", Effect: "Allow", Resource: "*", Action: "pricing:GetProducts" },
    {
      Sid: "AllowUnscopedInstanceProfileListAction",
      Effect: "Allow",
      Resource: "*",
      Action: "iam:ListInstanceProfiles",
    },
    {
      Sid: "AllowInstanceProfileReadActions",
      Effect: "Allow",
      Resource: place.iamArn("instance-profile/*"),
      Action: "iam:GetInstanceProfile",
    },
  ];
}

/** The six policies, by the name that each has after `<organization>-<environment>-karpenter-`. */
export const CONTROLLER_PERMISSIONS = {
  "node-lifecycle": nodeLifecycle,
  "iam-integration": iamIntegration,
  "eks-integration": eksIntegration,
  interruption,
  "zonal-shift": zonalShift,
  "resource-discovery": resourceDiscovery,
} as const;

/**
 * The permissions of Karpenter's controller as six managed policies, because one would be longer than the 6,144 characters
 * that IAM allows. Statements and their ids are those of Karpenter's own CloudFormation template, v1.12 to v1.14:
 * https://karpenter.sh/v1.14/reference/cloudformation/
 */
export class ControllerPolicies extends Construct {
  /** What the controller waits for, and keeps until it is gone. */
  readonly attachments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ControllerPoliciesProps) {
    super(scope, id);
    this.attachments = Object.entries(CONTROLLER_PERMISSIONS).map(([name, statementsFor]) => {
      const policy = new IamPolicy(this, name, {
        name: props.place.naming.resource(`karpenter-${name}`),
        policy: policyDocument(...statementsFor(props)),
      });
      return new IamRolePolicyAttachment(this, `${name}-attachment`, {
        role: props.controllerRole.name,
        policyArn: policy.arn,
      });
    });
  }
}
