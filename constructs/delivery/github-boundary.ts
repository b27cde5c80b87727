import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { policyDocument, type Statement } from "../core/policy-document";
import { FOUNDATION_PATH, foundationArns } from "../security/foundation-path";
import { ACCOUNT_DEFAULTS, BACKUP_TAMPERING, KEY_ADMINISTRATION } from "../security/workload-boundary";
import { GITHUB_ISSUER } from "./github-role";

/** What would end or thin out the record of what happens in the account, or what watches it. */
const AUDIT_TAMPERING = [
  "access-analyzer:Archive*",
  "access-analyzer:Create*",
  "access-analyzer:Delete*",
  "access-analyzer:Update*",
  "cloudtrail:Delete*",
  "cloudtrail:Put*",
  "cloudtrail:Stop*",
  "cloudtrail:Update*",
  "config:Delete*",
  "config:Put*",
  "config:Stop*",
  "guardduty:Archive*",
  "guardduty:Create*",
  "guardduty:Delete*",
  "guardduty:Disassociate*",
  "guardduty:Stop*",
  "guardduty:Update*",
  "securityhub:Batch*",
  "securityhub:Create*",
  "securityhub:Delete*",
  "securityhub:Disable*",
  "securityhub:Disassociate*",
  "securityhub:Update*",
] as const;

/** Identities that outlast a workflow's run. */
const LASTING_IDENTITIES = [
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateUser",
  "iam:DeleteRolePermissionsBoundary",
  "iam:UpdateAccountPasswordPolicy",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
] as const;

/** What a workflow reads is in its log; it makes the places of secrets, and nothing of it needs what they hold. */
const READING_SECRETS = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"] as const;

export interface GithubBoundaryProps {
  readonly place: Place;
  /** The services that the roles' own policies speak of, as IAM's prefixes: the boundary admits no other. */
  readonly services: readonly string[];
  /** The boundary that every role made by a workflow has to carry. */
  readonly workloadBoundaryArn: string;
  /** The foundation's buckets, and the objects of those that no workflow writes to. */
  readonly foundationBucketArns: readonly string[];
  /** By which the foundation tells of what it sees: its event rules, topics and log groups. */
  readonly foundationChannelArns: readonly string[];
}

/**
 * What no workflow can do, whatever the policies of its role say: touch what the foundation owns, make a role stronger than
 * the workload boundary, or blind the audit. The foundation is therefore applied by an administrator (docs/bootstrap.md).
 */
export class GithubBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GithubBoundaryProps) {
    super(scope, id);
    const policy = new IamPolicy(this, "policy", {
      name: props.place.naming.resource("github-boundary"),
      path: FOUNDATION_PATH,
      description: "The most that a workflow on GitHub can do",
      policy: policyDocument(...admitted(props), ...forbidden(props)),
    });
    this.arn = policy.arn;
  }
}

function admitted({ place, services }: GithubBoundaryProps): Statement[] {
  return [
    {
      Sid: "UseServices",
      Effect: "Allow",
      Action: services.filter((service) => service !== "iam").map((service) => `${service}:*`),
      Resource: "*",
      // Budgets, Cost Explorer and Route 53 answer in us-east-1 wherever one asks from.
      Condition: { StringEquals: { "aws:RequestedRegion": [place.region, "us-east-1"] } },
    },
    {
      Sid: "UseIdentities",
      Effect: "Allow",
      Action: ["iam:*InstanceProfile*", "iam:*Policy*", "iam:*Role*"],
      Resource: ["instance-profile", "policy", "role"].map((kind) => place.iamArn(`${kind}/*`)),
    },
    { Sid: "ReadIdentities", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
  ];
}

function forbidden(props: GithubBoundaryProps): Statement[] {
  const { place, workloadBoundaryArn, foundationBucketArns, foundationChannelArns } = props;
  return [
    {
      Sid: "DenyFoundationIdentities",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [
        foundationArns(place, "role"),
        foundationArns(place, "policy"),
        place.iamArn(`oidc-provider/${GITHUB_ISSUER}`),
      ],
    },
    {
      Sid: "DenyUnboundedRoles",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": workloadBoundaryArn } },
    },
    { Sid: "DenyLastingIdentities", Effect: "Deny", Action: LASTING_IDENTITIES, Resource: "*" },
    { Sid: "DenyAuditTampering", Effect: "Deny", Action: AUDIT_TAMPERING, Resource: "*" },
    { Sid: "DenyBackupTampering", Effect: "Deny", Action: BACKUP_TAMPERING, Resource: "*" },
    { Sid: "DenyReadingSecrets", Effect: "Deny", Action: READING_SECRETS, Resource: "*" },
    { Sid: "DenyKeyAdministration", Effect: "Deny", Action: KEY_ADMINISTRATION, Resource: "*" },
    { Sid: "DenyAccountDefaults", Effect: "Deny", Action: ACCOUNT_DEFAULTS, Resource: "*" },
    {
      Sid: "DenyFoundationBuckets",
      Effect: "Deny",
      NotAction: ["s3:Get*", "s3:List*"],
      Resource: foundationBucketArns,
    },
    {
      Sid: "DenyFoundationChannels",
      Effect: "Deny",
      NotAction: [
        "cloudwatch:Describe*",
        "cloudwatch:List*",
        "events:Describe*",
        "events:List*",
        "logs:Describe*",
        "logs:List*",
        "sns:Get*",
        "sns:List*",
      ],
      // The audit's alarms share the prefix of every other name, so their own names tell them apart.
      Resource: [
        ...foundationChannelArns,
        place.arn("cloudwatch", `alarm:${place.naming.resource("audit")}-*`),
      ],
    },
  ];
}
