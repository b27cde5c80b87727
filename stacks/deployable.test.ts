import { bucketArn } from "../constructs/core/arn";
import { Naming } from "../constructs/core/naming";
import { Place } from "../constructs/core/place";
import { workloadBoundaryArn } from "../constructs/security/workload-boundary";
import { company } from "../envs/company";
import { readEnvironments } from "../envs/environments";
import { decide, decideWithin } from "../tests/iam-decision";
import { policyOf, type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

type Body = Record<string, unknown>;

/** Where a layer is made. */
interface Here {
  readonly place: Place;
  /** A key of the foundation, by a reference to the output that another layer reads it from. */
  readonly keyArn: (reference: unknown) => string;
}

type ResourceOf = (body: Body, here: Here) => string;

/** What IAM asks in one call: the action, the ARN where the action is judged by one, and what else it is judged by. */
type Call = readonly [action: string, resource?: ResourceOf, context?: Readonly<Record<string, string>>];

const REGION = "eu-central-1";

/** Roles, buckets and the like are referred to by their resource where they are not named. */
const some =
  (service: string, kind = ""): ResourceOf =>
  (_, { place }) =>
    place.arn(service, `${kind}${place.naming.prefix}-x`);
const any =
  (service: string, resource: string): ResourceOf =>
  (_, { place }) =>
    place.arn(service, resource);
const anyRole: ResourceOf = (_, { place }) => place.iamArn(`role/${place.naming.prefix}-x`);
const anyBucket: ResourceOf = (_, { place }) => bucketArn(`${place.naming.prefix}-x`);
const anyChainSecret: ResourceOf = (_, { place }) =>
  place.arn("secretsmanager", `secret:${place.naming.prefix}/chains/x`);
const ofCluster =
  (kind: string): ResourceOf =>
  (_, { place }) =>
    place.arn("eks", `${kind}/${place.naming.cluster}/x`);
const cluster: ResourceOf = (_, { place }) => place.clusterArn(place.naming.cluster);

const byName =
  (service: string, kind: string, attribute: string, end = ""): ResourceOf =>
  (body, { place }) =>
    place.arn(service, `${kind}${String(body[attribute])}${end}`);
const identity =
  (kind: string): ResourceOf =>
  ({ name }, { place }) =>
    place.iamArn(`${kind}/${String(name)}`);
const alarm = byName("cloudwatch", "alarm:", "alarm_name");

/** Whatever Pitboss makes is tagged so, and by its layer. */
const own = (layer: string) => ({ "aws:ResourceTag/managed-by": "pitboss", "aws:ResourceTag/layer": layer });

/** What AWS asks of a key where a service takes it in the caller's name. */
const lending = (attribute: string, service: string): Call => [
  "kms:CreateGrant",
  (body, { keyArn }) => keyArn(JSON.stringify(body[attribute])),
  { "kms:ViaService": `${service}.${REGION}.amazonaws.com` },
];

/** A master password that the service makes and keeps in Secrets Manager. */
const keepingPassword: Call = ["secretsmanager:CreateSecret", any("secretsmanager", "secret:rds!x")];

/** Handing a role to a service. */
const passing = (service: string): Call => ["iam:PassRole", anyRole, { "iam:PassedToService": service }];

const SCALING = { "application-autoscaling:service-namespace": "kafka" };

/** What IAM asks of whoever makes a resource. */
const MAKING: Readonly<Record<string, Call | readonly Call[]>> = {
  aws_appautoscaling_policy: [
    "application-autoscaling:PutScalingPolicy",
    any("application-autoscaling", "scalable-target/x"),
    SCALING,
  ],
  aws_appautoscaling_target: [
    "application-autoscaling:RegisterScalableTarget",
    any("application-autoscaling", "scalable-target/x"),
    SCALING,
  ],
  aws_backup_plan: ["backup:CreateBackupPlan", any("backup", "backup-plan:x")],
  aws_backup_region_settings: ["backup:UpdateRegionSettings"],
  aws_backup_restore_testing_plan: [
    "backup:CreateRestoreTestingPlan",
    byName("backup", "restore-testing-plan:", "name", "-x"),
  ],
  aws_backup_restore_testing_selection: [
    [
      "backup:CreateRestoreTestingSelection",
      (_, { place }) =>
        place.arn("backup", `restore-testing-plan:${place.naming.prefix.replace(/-/g, "_")}_x-x`),
    ],
    passing("backup.amazonaws.com"),
  ],
  aws_backup_selection: [
    ["backup:CreateBackupSelection", any("backup", "backup-plan:x"), own("data")],
    passing("backup.amazonaws.com"),
  ],
  aws_backup_vault: [
    ["backup:CreateBackupVault", byName("backup", "backup-vault:", "name")],
    ["backup-storage:MountCapsule"],
    lending("kms_key_arn", "backup"),
  ],
  aws_backup_vault_lock_configuration: [
    "backup:PutBackupVaultLockConfiguration",
    some("backup", "backup-vault:"),
  ],
  aws_cloudwatch_composite_alarm: ["cloudwatch:PutCompositeAlarm", alarm],
  aws_cloudwatch_dashboard: [
    "cloudwatch:PutDashboard",
    (body, { place }) => `arn:aws:cloudwatch::${place.account}:dashboard/${String(body.dashboard_name)}`,
  ],
  aws_cloudwatch_event_rule: ["events:PutRule", byName("events", "rule/", "name")],
  aws_cloudwatch_event_target: ["events:PutTargets", some("events", "rule/")],
  aws_cloudwatch_log_group: ["logs:CreateLogGroup", byName("logs", "log-group:", "name")],
  aws_cloudwatch_log_metric_filter: ["logs:PutMetricFilter", byName("logs", "log-group:", "log_group_name")],
  aws_cloudwatch_metric_alarm: ["cloudwatch:PutMetricAlarm", alarm],
  aws_db_instance: [
    ["rds:CreateDBInstance", byName("rds", "db:", "identifier")],
    ["rds:CreateDBInstance", any("rds", "og:default:postgres-17")],
    lending("kms_key_id", "rds"),
    keepingPassword,
    passing("monitoring.rds.amazonaws.com"),
  ],
  aws_db_parameter_group: ["rds:CreateDBParameterGroup", byName("rds", "pg:", "name")],
  aws_db_subnet_group: ["rds:CreateDBSubnetGroup", byName("rds", "subgrp:", "name")],
  aws_default_security_group: ["ec2:RevokeSecurityGroupEgress"],
  aws_docdb_cluster: [
    ["rds:CreateDBCluster", byName("rds", "cluster:", "cluster_identifier")],
    lending("kms_key_id", "rds"),
    keepingPassword,
  ],
  aws_docdb_cluster_instance: ["rds:CreateDBInstance", byName("rds", "db:", "identifier")],
  aws_docdb_cluster_parameter_group: [
    "rds:CreateDBClusterParameterGroup",
    byName("rds", "cluster-pg:", "name"),
  ],
  aws_docdb_subnet_group: ["rds:CreateDBSubnetGroup", byName("rds", "subgrp:", "name")],
  aws_ec2_subnet_cidr_reservation: ["ec2:CreateSubnetCidrReservation"],
  aws_ec2_tag: ["ec2:CreateTags"],
  aws_eip: ["ec2:AllocateAddress"],
  aws_eip_association: ["ec2:AssociateAddress"],
  aws_eks_access_entry: ["eks:CreateAccessEntry", cluster],
  aws_eks_access_policy_association: ["eks:AssociateAccessPolicy", ofCluster("access-entry")],
  aws_eks_addon: ["eks:CreateAddon", cluster],
  aws_eks_cluster: ["eks:CreateCluster", cluster],
  aws_eks_node_group: ["eks:CreateNodegroup", cluster],
  aws_eks_pod_identity_association: ["eks:CreatePodIdentityAssociation", cluster],
  aws_elasticache_parameter_group: [
    "elasticache:CreateCacheParameterGroup",
    byName("elasticache", "parametergroup:", "name"),
  ],
  aws_elasticache_replication_group: [
    [
      "elasticache:CreateReplicationGroup",
      byName("elasticache", "replicationgroup:", "replication_group_id"),
    ],
    lending("kms_key_id", "elasticache"),
  ],
  aws_elasticache_subnet_group: [
    "elasticache:CreateCacheSubnetGroup",
    byName("elasticache", "subnetgroup:", "name"),
  ],
  aws_elasticache_user: ["elasticache:CreateUser", byName("elasticache", "user:", "user_id")],
  aws_elasticache_user_group: [
    "elasticache:CreateUserGroup",
    byName("elasticache", "usergroup:", "user_group_id"),
  ],
  aws_flow_log: ["ec2:CreateFlowLogs"],
  aws_iam_instance_profile: [
    ["iam:CreateInstanceProfile", identity("instance-profile")],
    passing("ec2.amazonaws.com"),
  ],
  aws_iam_policy: ["iam:CreatePolicy", identity("policy")],
  aws_iam_role: ["iam:CreateRole", identity("role")],
  aws_iam_role_policy: ["iam:PutRolePolicy", anyRole],
  aws_iam_role_policy_attachment: ["iam:AttachRolePolicy", anyRole],
  aws_instance: ["ec2:RunInstances"],
  aws_internet_gateway: ["ec2:CreateInternetGateway"],
  aws_launch_template: ["ec2:CreateLaunchTemplate"],
  aws_msk_cluster: [
    ["kafka:CreateCluster", byName("kafka", "cluster/", "cluster_name", "/x")],
    lending("encryption_info", "kafka"),
    ["logs:PutResourcePolicy"],
  ],
  aws_msk_configuration: ["kafka:CreateConfiguration", byName("kafka", "configuration/", "name", "/x")],
  aws_nat_gateway: ["ec2:CreateNatGateway"],
  aws_network_interface: ["ec2:CreateNetworkInterface"],
  aws_network_interface_attachment: ["ec2:AttachNetworkInterface", () => "*", own("chains")],
  aws_rolesanywhere_profile: [["rolesanywhere:CreateProfile"], passing("rolesanywhere.amazonaws.com")],
  aws_rolesanywhere_trust_anchor: ["rolesanywhere:CreateTrustAnchor"],
  aws_route: ["ec2:CreateRoute"],
  aws_route_table: ["ec2:CreateRouteTable"],
  aws_route_table_association: ["ec2:AssociateRouteTable"],
  aws_s3_bucket: ["s3:CreateBucket", ({ bucket }) => bucketArn(String(bucket))],
  aws_s3_bucket_lifecycle_configuration: ["s3:PutLifecycleConfiguration", anyBucket],
  aws_s3_bucket_logging: ["s3:PutBucketLogging", anyBucket],
  aws_s3_bucket_object_lock_configuration: ["s3:PutBucketObjectLockConfiguration", anyBucket],
  aws_s3_bucket_ownership_controls: ["s3:PutBucketOwnershipControls", anyBucket],
  aws_s3_bucket_policy: ["s3:PutBucketPolicy", anyBucket],
  aws_s3_bucket_public_access_block: ["s3:PutBucketPublicAccessBlock", anyBucket],
  aws_s3_bucket_server_side_encryption_configuration: ["s3:PutEncryptionConfiguration", anyBucket],
  aws_s3_bucket_versioning: ["s3:PutBucketVersioning", anyBucket],
  aws_secretsmanager_secret: ["secretsmanager:CreateSecret", byName("secretsmanager", "secret:", "name")],
  aws_secretsmanager_secret_policy: [
    "secretsmanager:PutResourcePolicy",
    anyChainSecret,
    { "secretsmanager:BlockPublicPolicy": "true" },
  ],
  aws_security_group: ["ec2:CreateSecurityGroup"],
  aws_sqs_queue: ["sqs:CreateQueue", byName("sqs", "", "name")],
  aws_sqs_queue_policy: ["sqs:SetQueueAttributes", some("sqs")],
  aws_subnet: ["ec2:CreateSubnet"],
  aws_vpc: ["ec2:CreateVpc"],
  aws_vpc_endpoint: ["ec2:CreateVpcEndpoint"],
  aws_vpc_ipv4_cidr_block_association: ["ec2:AssociateVpcCidrBlock"],
  aws_vpc_security_group_egress_rule: ["ec2:AuthorizeSecurityGroupEgress"],
  aws_vpc_security_group_ingress_rule: ["ec2:AuthorizeSecurityGroupIngress"],
};

/** The policies of the deploy role that make something. */
const POLICIES = ["network", "cluster", "identities", "data", "backups", "chains", "observability"];

function callsThatMake(type: string): readonly Call[] {
  const making = MAKING[type] ?? [`whatever makes ${type}`];
  return typeof making[0] === "string" ? [making as Call] : (making as readonly Call[]);
}

function pathOf(body: Body): string {
  return (body["//"] as { readonly metadata: { readonly path: string } }).metadata.path;
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

describe.each(readEnvironments())("the deploy role of $name", (environment) => {
  const { name, account, region } = environment;
  const stacks = synthesizeApp((app) => new Platform(app, environment));
  const foundation = stacks.get(`${name}-foundation`)!;
  const outputs = foundation.document.output as Readonly<Record<string, { readonly value: string }>>;
  const place = new Place(new Naming(company.organization, name), account, region);
  const here: Here = {
    place,
    keyArn: (reference) => {
      const [, output = ""] = /\.outputs\.(\w+)/.exec(String(reference)) ?? [];
      return outputs[output]?.value ?? `the key that ${String(reference)} means`;
    },
  };
  const statementsOf = (path: string) => policyOf(foundation.at("aws_iam_policy", path)).Statement;
  const boundary = statementsOf("github/boundary/policy");
  const workloadBoundary = statementsOf("workload-boundary/policy");
  const policies = POLICIES.flatMap((policy) => statementsOf(`github/deploy/${policy}`));
  const context = { "aws:RequestedRegion": region, "iam:PermissionsBoundary": workloadBoundaryArn(place) };
  const layers = [...stacks].filter(([stack]) => stack !== `${name}-foundation`);
  const made = layers
    .flatMap(([layer, stack]) => stack.types().map((type) => [type, layer, stack] as const))
    .filter(([type]) => type.startsWith("aws_"));

  it.each<readonly [string, string, SynthesizedStack]>(made)("may make each %s of %s", (type, _, stack) => {
    for (const body of Object.values(stack.resources(type))) {
      for (const [action, resourceOf = () => "*", also = {}] of callsThatMake(type)) {
        const resource = resourceOf(body, here);
        const decision = decideWithin(boundary, policies, {
          action,
          resource,
          context: { ...context, ...also },
        });
        expect({ action, resource, decision }).toEqual({ action, resource, decision: "allowed" });
      }
    }
  });

  const bounded = layers.flatMap(([, stack]) =>
    ["aws_iam_policy", "aws_iam_role_policy"].flatMap((type) =>
      Object.values(stack.resources(type)).map((body) => [pathOf(body), policyOf(body).Statement] as const),
    ),
  );

  it.each(bounded)("makes %s no weaker by the boundary that it gives it", (_, statements) => {
    for (const { Action = [], Resource = "*" } of statements.filter(({ Effect }) => Effect === "Allow")) {
      for (const action of listOf(Action)) {
        for (const resource of listOf(Resource)) {
          const decision = decide(workloadBoundary, { action, resource, context });
          expect({ action, resource, decision }).toEqual({ action, resource, decision: "allowed" });
        }
      }
    }
  });
});
