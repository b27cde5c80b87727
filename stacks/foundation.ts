import type { Construct } from "constructs";
import { LayerExports } from "../constructs/core/layer-exports";
import { CostGuard } from "../constructs/cost/cost-guard";
import { GithubDeployRoles, githubRoleNames } from "../constructs/delivery/github-deploy-roles";
import { ImageRepositories } from "../constructs/delivery/image-repositories";
import { AccessLogBucket } from "../constructs/security/access-log-bucket";
import { AccountDefaults } from "../constructs/security/account-defaults";
import { AlertTopic } from "../constructs/security/alert-topic";
import { AuditAlarms } from "../constructs/security/audit-alarms";
import { AuditTrail, trailArn } from "../constructs/security/audit-trail";
import { ConfigurationRecorder } from "../constructs/security/configuration-recorder";
import { KeyRing } from "../constructs/security/key-ring";
import { PrivateBucket } from "../constructs/security/private-bucket";
import { ThreatDetection } from "../constructs/security/threat-detection";
import { WorkloadBoundary, workloadBoundaryArn } from "../constructs/security/workload-boundary";
import { company } from "../envs/company";
import type { Environment } from "../envs/environment";
import { AwsLayerStack } from "./aws-layer-stack";
import { LAYERS } from "./layers";

/** How long a state that was overwritten can be brought back, in days. */
const STATE_VERSIONS_DAYS = 365;

/** What the foundation offers: keys by purpose, where alarms go, where images are, and who may deploy. */
export interface FoundationExports {
  readonly stateKeyArn: string;
  /** For CloudWatch log groups, and for buckets that AWS delivers logs to. */
  readonly logsKeyArn: string;
  /** For Kubernetes secrets in etcd. */
  readonly clusterKeyArn: string;
  /** For EBS volumes; it is the account's default. */
  readonly nodesKeyArn: string;
  readonly imagesKeyArn: string;
  /** For SNS topics and SQS queues; CloudWatch, EventBridge and SNS may use it. */
  readonly messagesKeyArn: string;
  /** For data stores, and for buckets of data. */
  readonly dataKeyArn: string;
  /** For backup vaults and what Velero keeps. A database's recovery points keep the database's own key: AWS Backup copies none. */
  readonly backupsKeyArn: string;
  /** For the buckets of metrics, logs and traces. */
  readonly telemetryKeyArn: string;
  /** Alarms and EventBridge rules may publish here. */
  readonly alertTopicArn: string;
  /** The bucket that receives the server access logs of the environment's other buckets, by name. */
  readonly accessLogBucket: string;
  /** Where an image is pushed and pulled, by its name in `company.images`. */
  readonly imageRepositoryUrls: Readonly<Record<string, string>>;
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
  readonly imagesRoleArn: string;
}

/**
 * What every other layer stands on: keys, the bucket of their states, the record of what happens, and who may deploy. An
 * administrator applies it, the first time as in docs/bootstrap.md; the roles that it makes cannot change it.
 */
export class FoundationStack extends AwsLayerStack {
  readonly exports: LayerExports<FoundationExports>;

  constructor(scope: Construct, environment: Environment) {
    super(scope, "foundation", environment);
    const { owner, logRetentionDays: retentionDays, protect } = environment;
    const { naming, place } = this;
    const keys = new KeyRing(this, "keys", { place, trailArn: trailArn(place) });

    const accessLogs = new AccessLogBucket(this, "access-logs", {
      place,
      retentionDays,
      protect,
    });
    // The reference makes the other buckets wait until this one exists and admits their logs.
    const kept = { retentionDays, protect, accessLogBucketName: accessLogs.policy.bucket };
    const state = new PrivateBucket(this, "state", {
      name: this.state.bucket,
      encryptionKeyArn: keys.arnOf("state"),
      refuseOtherEncryption: true,
      noncurrentDays: STATE_VERSIONS_DAYS,
      accessLogBucketName: kept.accessLogBucketName,
      // Even where nothing else is protected: without it no layer knows what it owns.
      protect: true,
    });

    const alerts = new AlertTopic(this, "alerts", {
      place,
      name: naming.resource("alerts"),
      email: owner.email,
      encryptionKeyArn: keys.arnOf("messages"),
    });
    const audit = new AuditTrail(this, "audit-trail", {
      place,
      ...kept,
      encryptionKeyArn: keys.arnOf("audit"),
      watchedBucketNames: [state.bucketName],
    });
    new AuditAlarms(this, "audit-alarms", {
      naming,
      logGroupName: audit.logGroupName,
      guardedRoleNames: githubRoleNames(naming),
      topicArn: alerts.arn,
    });
    const history = new ConfigurationRecorder(this, "configuration", {
      place,
      ...kept,
      encryptionKeyArn: keys.arnOf("audit"),
    });
    const threats = new ThreatDetection(this, "threat-detection", { place, topicArn: alerts.arn });
    new AccountDefaults(this, "account-defaults", { encryptionKeyArn: keys.arnOf("nodes") });

    const images = new ImageRepositories(this, "images", {
      place,
      images: company.images,
      encryptionKeyArn: keys.arnOf("images"),
      protect,
    });
    const records = [accessLogs.arn, audit.bucketArn, history.bucketArn];
    new WorkloadBoundary(this, "workload-boundary", { place, closedBucketArns: [state.arn, ...records] });
    const roles = new GithubDeployRoles(this, "github", {
      place,
      repository: company.repositoryClaim,
      environment: environment.name,
      stateBucketArn: state.arn,
      stateKeyArn: keys.arnOf("state"),
      clusterKeyArn: keys.arnOf("cluster"),
      dataKeyArn: keys.arnOf("data"),
      backupsKeyArn: keys.arnOf("backups"),
      layers: LAYERS.filter((layer) => layer !== this.layer),
      imageRepositoryArns: images.arns,
      workloadBoundaryArn: workloadBoundaryArn(place),
      foundationBucketArns: [state.arn, ...records, ...records.map((bucket) => `${bucket}/*`)],
      foundationChannelArns: [alerts.arn, threats.ruleArn, audit.logGroupArn],
    });
    new CostGuard(this, "cost", { naming, ...environment.budget, email: owner.email });

    this.exports = LayerExports.publish<FoundationExports>(this, {
      stateKeyArn: keys.arnOf("state"),
      logsKeyArn: keys.arnOf("logs"),
      clusterKeyArn: keys.arnOf("cluster"),
      nodesKeyArn: keys.arnOf("nodes"),
      imagesKeyArn: keys.arnOf("images"),
      messagesKeyArn: keys.arnOf("messages"),
      dataKeyArn: keys.arnOf("data"),
      backupsKeyArn: keys.arnOf("backups"),
      telemetryKeyArn: keys.arnOf("telemetry"),
      alertTopicArn: alerts.arn,
      accessLogBucket: accessLogs.bucketName,
      imageRepositoryUrls: images.urls,
      planRoleArn: roles.planRoleArn,
      deployRoleArn: roles.deployRoleArn,
      imagesRoleArn: roles.imagesRoleArn,
    });
  }

  /** An administrator makes the foundation's roles, and they say themselves what bounds them. */
  protected override get roleBoundaryArn(): undefined {
    return undefined;
  }
}
