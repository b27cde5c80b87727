import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { policyDocument, type Statement } from "../core/policy-document";
import { FOUNDATION_PATH, foundationArns } from "./foundation-path";

/** What services and pods of the platform may ever use, in the environment's region. */
const REGIONAL_SERVICES = [
  "acm",
  "aps",
  "arc-zonal-shift",
  "autoscaling",
  "backup",
  "cloudwatch",
  "cognito-idp",
  "dynamodb",
  "ec2",
  "ec2messages",
  "ecr",
  "eks",
  "eks-auth",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "firehose",
  "kafka",
  "kafka-cluster",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "rds",
  "rds-db",
  "s3",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "tag",
  "vpc-lattice",
  "waf-regional",
  "wafv2",
  "xray",
] as const;

/** What would end a key or open it to others. */
export const KEY_ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:DeleteAlias",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:UpdateAlias",
  "kms:UpdatePrimaryRegion",
] as const;

/** What would weaken the account's defaults. */
export const ACCOUNT_DEFAULTS = [
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:DisableImageBlockPublicAccess",
  "ec2:DisableSnapshotBlockPublicAccess",
  "ec2:EnableSerialConsoleAccess",
  "ec2:ModifyEbsDefaultKmsKeyId",
  "ec2:ModifyInstanceMetadataDefaults",
  "ec2:ResetEbsDefaultKmsKeyId",
  "s3:PutAccountPublicAccessBlock",
] as const;

/** What would end a backup before its time, or let somebody do so. AWS Backup itself ends those whose time has come. */
export const BACKUP_TAMPERING = [
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint*",
  "backup:UpdateRecoveryPointLifecycle",
] as const;

export interface WorkloadBoundaryProps {
  readonly place: Place;
  /** Buckets that no workload has any business with: the state, the audit trail. */
  readonly closedBucketArns: readonly string[];
}

/**
 * The most that any role outside the foundation can ever do, whatever its own policies say. The deploy role can make no role
 * without it, so nothing it makes is stronger than this.
 */
export class WorkloadBoundary extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadBoundaryProps) {
    super(scope, id);
    new IamPolicy(this, "policy", {
      name: boundaryName(props.place),
      path: FOUNDATION_PATH,
      description: "The most that a role outside the foundation can do",
      policy: policyDocument(...allowed(props), ...forbidden(props)),
    });
  }
}

/** The boundary's ARN: every role of every layer but the foundation carries it. */
export function workloadBoundaryArn(place: Place): string {
  return place.iamArn(`policy${FOUNDATION_PATH}${boundaryName(place)}`);
}

function boundaryName({ naming }: Place): string {
  return naming.resource("workload-boundary");
}

function allowed({ place }: WorkloadBoundaryProps): Statement[] {
  return [
    {
      Sid: "UseServicesInTheRegion",
      Effect: "Allow",
      Action: REGIONAL_SERVICES.map((service) => `${service}:*`),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": place.region } },
    },
    {
      Sid: "UseServicesWithoutARegion",
      Effect: "Allow",
      Action: [
        "guardduty:SendSecurityTelemetry",
        "iam:ListInstanceProfiles",
        "iam:ListServerCertificates",
        "pricing:GetProducts",
        "route53:List*",
        // AWS Backup lists buckets before it backs one up.
        "s3:ListAllMyBuckets",
      ],
      Resource: "*",
    },
    {
      Sid: "ChangeDnsRecords",
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets", "route53:Get*"],
      Resource: ["arn:aws:route53:::change/*", "arn:aws:route53:::hostedzone/*"],
    },
    {
      Sid: "HandInstancesTheirRole",
      Effect: "Allow",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
      ],
      Resource: place.iamArn("instance-profile/*"),
    },
    {
      Sid: "PassRolesOfTheEnvironment",
      Effect: "Allow",
      Action: ["iam:GetRole", "iam:PassRole"],
      Resource: place.iamArn(`role/${place.naming.prefix}-*`),
    },
    {
      Sid: "LetServicesMakeTheirRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: place.iamArn("role/aws-service-role/*"),
    },
  ];
}

function forbidden({ place, closedBucketArns }: WorkloadBoundaryProps): Statement[] {
  return [
    {
      Sid: "DenyFoundationRoles",
      Effect: "Deny",
      Action: ["iam:PassRole", "sts:AssumeRole"],
      Resource: foundationArns(place, "role"),
    },
    {
      Sid: "DenyFoundationBuckets",
      Effect: "Deny",
      Action: "s3:*",
      Resource: closedBucketArns.flatMap((bucket) => [bucket, `${bucket}/*`]),
    },
    { Sid: "DenyBackupTampering", Effect: "Deny", Action: BACKUP_TAMPERING, Resource: "*" },
    { Sid: "DenyKeyAdministration", Effect: "Deny", Action: KEY_ADMINISTRATION, Resource: "*" },
    { Sid: "DenyAccountDefaults", Effect: "Deny", Action: ACCOUNT_DEFAULTS, Resource: "*" },
  ];
}
