import { readEnvironments } from "../../../envs/environments";
import type { Finding, GateReport } from "../../gate/report";
import type { Stack } from "../../synthesis/stacks";
import type { ReportInput } from "../report";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** The day that everything is judged on. */
export const DAY = "2026-11-21";

function stack(environment: string, layer: string, resource: Blocks): Stack {
  const name = `${environment}-${layer}`;
  const withPaths = Object.fromEntries(
    Object.entries(resource).map(([type, byId]) => [
      type,
      Object.fromEntries(
        Object.entries(byId).map(([id, body]) => [
          id,
          { "//": { metadata: { path: `${name}/${id.replaceAll("_", "/")}` } }, ...body },
        ]),
      ),
    ]),
  );
  return {
    name,
    environment,
    layer,
    file: `stacks/${name}/cdk.tf.json`,
    text: "",
    document: { "//": { suppressions: [] }, resource: withPaths, data: {} },
  };
}

function server(role: string, location: string, type: string): Record<string, unknown> {
  return { name: `${role}-${location}`, server_type: type, location, labels: { role } };
}

/** Every layer with one of everything that the drawing knows, as small as it can be. */
export function layersOf(environment: string): readonly Stack[] {
  return [
    stack(environment, "foundation", {
      aws_kms_key: { keys_logs: { description: `logs of ${environment}` }, keys_data: {} },
      aws_s3_bucket: { state_bucket: { bucket: `pitboss-${environment}-state` } },
      aws_ecr_repository: { images_rgs: { name: "rgs" } },
      aws_iam_openid_connect_provider: { github_provider: {} },
      aws_iam_role: { github_deploy: { assume_role_policy: "token.actions.githubusercontent.com" } },
      aws_cloudtrail: { audit_trail: { name: "audit" } },
      aws_guardduty_detector: { threats_detector: {} },
      aws_cloudwatch_metric_alarm: { audit_alarm: {} },
      aws_budgets_budget: { cost_budget: {} },
    }),
    stack(environment, "network", {
      aws_vpc: { vpc: { cidr_block: "10.48.0.0/16" } },
      aws_nat_gateway: { "vpc_nat_euc1-az1": {} },
      aws_vpc_endpoint: { endpoints_sqs: { service_name: "sqs" } },
      aws_flow_log: { "flow-logs": {} },
    }),
    stack(environment, "cluster", {
      aws_eks_cluster: { cluster: { name: `pitboss-${environment}`, version: "1.35" } },
      aws_eks_node_group: { "system-nodes": {} },
      aws_eks_addon: { addons_coredns: { addon_name: "coredns", addon_version: "v1.14.6" } },
      aws_sqs_queue: { karpenter_queue: { name: "karpenter" } },
      aws_cloudwatch_event_rule: { karpenter_rule: { name: "spot" } },
    }),
    stack(environment, "data", {
      aws_db_instance: {
        postgres: {
          engine: "postgres",
          engine_version: "18.1",
          instance_class: "db.r8g.xlarge",
          multi_az: true,
        },
      },
      aws_elasticache_replication_group: {
        valkey: {
          engine: "valkey",
          engine_version: "8.1",
          node_type: "cache.r7g.large",
          num_cache_clusters: 3,
        },
      },
      aws_msk_cluster: {
        kafka: {
          kafka_version: "4.0.x",
          number_of_broker_nodes: 3,
          broker_node_group_info: { instance_type: "kafka.m7g.large" },
        },
      },
      aws_docdb_cluster: { documents: { engine_version: "8.0" } },
      aws_docdb_cluster_instance: { documents_1: { instance_class: "db.r8g.large" } },
      aws_backup_vault: { backups_vault: { name: "backups" } },
      aws_backup_plan: { backups_plan: { name: "daily" } },
      aws_s3_bucket: { archive_bucket: { bucket: "archive" } },
    }),
    stack(environment, "chains", {
      aws_instance: { gateway_instance: { instance_type: "t4g.small" } },
      hcloud_network_subnet: { network_vswitch: { type: "vswitch" } },
      hcloud_firewall: { firewall_validators: { name: "validators" } },
      hcloud_placement_group: { spread_1: { name: "spread" } },
      hcloud_volume: { volume_1: { name: "chain" } },
      hcloud_server: {
        validators_a: server("validator", "fsn1", "ccx33"),
        validators_b: server("validator", "nbg1", "ccx33"),
        validators_c: server("validator", "hel1", "ccx33"),
        validators_d: server("validator", "hel1", "ccx33"),
        sentries_a: server("sentry", "fsn1", "ccx23"),
        sentries_b: server("sentry", "nbg1", "ccx23"),
        k3s_a: server("control-plane", "fsn1", "cpx41"),
        k3s_b: server("worker", "nbg1", "cpx41"),
        gateway: server("gateway", "fsn1", "cpx21"),
      },
    }),
    stack(environment, "observability", {
      aws_s3_bucket: { thanos_bucket: { bucket: "thanos" } },
      aws_cloudwatch_dashboard: { dashboard: { dashboard_name: "platform" } },
    }),
    stack(environment, "gitops", {
      helm_release: {
        karpenter: { name: "karpenter", version: "1.12.2" },
        "argo-cd": { name: "argo-cd", version: "9.1.3" },
        "node-pools": { name: "node-pools", version: "0.1.0" },
      },
    }),
    stack(environment, "edge", {
      cloudflare_dns_record: { records_www: { name: "www", type: "CNAME", content: "play.example" } },
      cloudflare_ruleset: {
        waf: { name: "managed", phase: "http_request_firewall_managed" },
        limits: { name: "limits", phase: "http_ratelimit" },
      },
      cloudflare_zero_trust_tunnel_cloudflared: { tunnel: { name: "origin" } },
      cloudflare_zone_setting: { tls: {} },
    }),
  ];
}

/** A finding of a stack, with as much said as matters. */
export function finding(stack: string, own: Partial<Finding> = {}): Finding {
  const [environment = "", layer = ""] = stack.split("-");
  return {
    check: "CKV_AWS_27",
    name: "Ensure all data stored in the SQS queue is encrypted",
    severity: "LOW",
    unmapped: false,
    verdict: "open",
    stack,
    environment,
    layer,
    resource: "aws_sqs_queue.karpenter_queue",
    path: `${stack}/karpenter/queue`,
    file: `stacks/${stack}/cdk.tf.json`,
    line: 12,
    guideline: null,
    checkovResource: "resource.karpenter_queue",
    suppression: null,
    ...own,
  };
}

/** A check of those stacks that passed. */
export function checkOf(stacks: readonly Stack[], findings: readonly Finding[] = []): GateReport {
  const grave = findings.some(({ verdict }) => verdict === "failing");
  return {
    schemaVersion: 1,
    passed: !grave,
    today: DAY,
    checkovVersion: "3.3.30",
    stacks: stacks.map(({ name, environment, layer, document }) => ({
      stack: name,
      environment,
      layer,
      resources: Object.values(document.resource).reduce((sum, byId) => sum + Object.keys(byId).length, 0),
      unchecked: 0,
      checksPassed: 100,
      unsuppressed: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 1 },
      suppressed: 0,
    })),
    problems: [],
    findings,
    unmapped: [],
  };
}

/** A report on the repository's environments with every layer on in prod, and only the first three in dev. */
export function fullPlatform(): ReportInput {
  const stacks = [...layersOf("dev").slice(0, 3), ...layersOf("staging").slice(0, 6), ...layersOf("prod")];
  const accepted = {
    reason: "the queue only carries what is public anyway, and AWS's own key encrypts it at rest",
    owner: "platform",
    expires: "2027-01-15",
    daysLeft: 55,
  };
  const findings = [
    finding("prod-cluster", { severity: "HIGH", verdict: "suppressed", suppression: accepted }),
    finding("dev-cluster", { check: "CKV_AWS_18", name: "Ensure access logging", severity: "MEDIUM" }),
    finding("prod-cluster", { check: "CKV_AWS_18", name: "Ensure access logging", severity: "MEDIUM" }),
  ];
  return {
    synthesis: { stacks, unreadable: [] },
    check: checkOf(stacks, findings),
    environments: readEnvironments(),
    pinned: [
      {
        name: "Kubernetes on EKS",
        version: "1.35",
        layer: "cluster",
        supportedUntil: "2027-03-27",
        source: "AWS",
      },
      { name: "Karpenter", version: "1.12.2", layer: "gitops", source: "karpenter.sh" },
      {
        name: "Besu",
        version: "26.10.0",
        layer: "chains",
        supportedUntil: "2026-12-31",
        source: "hyperledger",
      },
      { name: "Forgotten", version: "0.1", layer: "data", supportedUntil: "2026-01-31", source: "nobody" },
    ],
    today: DAY,
  };
}
