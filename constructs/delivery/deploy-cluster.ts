import type { Statement } from "../core/policy-document";
import { type DeployPermissionsProps, inRegion, LOG_GROUP_ACTIONS, ownIn } from "./deploy-permissions";

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
      Condition: inRegion(place),
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
      Action: LOG_GROUP_ACTIONS,
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
