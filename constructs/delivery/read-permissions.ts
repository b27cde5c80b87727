import type { Naming } from "../core/naming";
import type { Statement } from "../core/policy-document";

export interface ReadPermissionsProps {
  readonly naming: Naming;
  readonly account: string;
  readonly region: string;
}

/**
 * Reads the configuration of whatever the layers hold, so that Terraform can compare: no object of a bucket, no message, no
 * image, no secret, no console output. AWS's own ReadOnlyAccess would read the contents of every bucket and table.
 */
export function readConfiguration({ naming, account, region }: ReadPermissionsProps): Statement[] {
  return [
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: [
        "access-analyzer:Get*",
        "access-analyzer:List*",
        "autoscaling:Describe*",
        "cloudtrail:Describe*",
        "cloudtrail:Get*",
        "cloudtrail:List*",
        "cloudwatch:Describe*",
        "cloudwatch:List*",
        "config:Describe*",
        "config:List*",
        "ec2:Describe*",
        "ec2:GetEbsDefaultKmsKeyId",
        "ec2:GetEbsEncryptionByDefault",
        "ec2:GetImageBlockPublicAccessState",
        "ec2:GetInstanceMetadataDefaults",
        "ec2:GetSerialConsoleAccessStatus",
        "ec2:GetSnapshotBlockPublicAccessState",
        "ec2:GetSubnetCidrReservations",
        "ecr:Describe*",
        "ecr:GetLifecyclePolicy",
        "ecr:GetRegistryScanningConfiguration",
        "ecr:GetRepositoryPolicy",
        "ecr:List*",
        "eks:Describe*",
        "eks:List*",
        "elasticloadbalancing:Describe*",
        "events:Describe*",
        "events:List*",
        "guardduty:Get*",
        "guardduty:List*",
        "kms:Describe*",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:List*",
        "logs:Describe*",
        "logs:List*",
        "s3:GetAccountPublicAccessBlock",
        "securityhub:Describe*",
        "securityhub:Get*",
        "securityhub:List*",
        "sns:Get*",
        "sns:List*",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:List*",
        "tag:GetResources",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "ReadWhatHasNoRegion",
      Effect: "Allow",
      Action: [
        "budgets:Describe*",
        "budgets:ListTagsForResource",
        "budgets:ViewBudget",
        "ce:GetAnomalyMonitors",
        "ce:GetAnomalySubscriptions",
        "ce:ListTagsForResource",
        "iam:Get*",
        "iam:List*",
      ],
      Resource: "*",
    },
    {
      Sid: "ReadBucketConfiguration",
      Effect: "Allow",
      Action: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      Resource: `arn:aws:s3:::${naming.prefix}-*-${account}`,
    },
    {
      Sid: "FindMachineImages",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: `arn:aws:ssm:${region}::parameter/aws/service/*`,
    },
  ];
}
