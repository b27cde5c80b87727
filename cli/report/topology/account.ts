import { plural } from "../../terminal/plural";
import { type Inventory, textAt } from "../inventory";
import { factsOf } from "./facts";
import type { TopologyGroup, TopologyNode } from "./topology";

/** What belongs to the account as a whole, and stands outside the VPC. */
export function accountOf(inventory: Inventory): TopologyGroup {
  return {
    id: "account",
    kind: "aws",
    title: "Account",
    children: [
      deployRoles(inventory),
      images(inventory),
      keys(inventory),
      buckets(inventory),
      watch(inventory),
      alerts(inventory),
      backups(inventory),
    ].flat(),
  };
}

function deployRoles(inventory: Inventory): readonly TopologyNode[] {
  if (inventory.count("aws_iam_openid_connect_provider") === 0) return [];
  const roles = inventory
    .of("aws_iam_role")
    .filter(({ attributes }) => JSON.stringify(attributes).includes("token.actions.githubusercontent.com"));
  return [
    {
      id: "deploy-roles",
      kind: "delivery",
      title: "Deploy roles",
      facts: factsOf(roles.length > 0 && plural(roles.length, "role"), "trust GitHub's OIDC tokens"),
    },
  ];
}

function images(inventory: Inventory): readonly TopologyNode[] {
  const repositories = inventory.count("aws_ecr_repository");
  if (repositories === 0) return [];
  return [
    {
      id: "images",
      kind: "aws",
      title: "Image registry",
      facts: [`${repositories} ECR ${repositories === 1 ? "repository" : "repositories"}`],
    },
  ];
}

function keys(inventory: Inventory): readonly TopologyNode[] {
  const count = inventory.count("aws_kms_key");
  const secrets = inventory.count("aws_secretsmanager_secret");
  if (count === 0) return [];
  const facts = factsOf(
    plural(count, "KMS key"),
    secrets > 0 && `${plural(secrets, "secret")}, no value in state`,
  );
  return [{ id: "keys", kind: "aws", title: "Keys and secrets", facts }];
}

function buckets(inventory: Inventory): readonly TopologyNode[] {
  const all = inventory.of("aws_s3_bucket");
  if (all.length === 0) return [];
  const byLayer = [...new Set(all.map(({ layer }) => layer))].map(
    (layer) => `${all.filter((bucket) => bucket.layer === layer).length} of ${layer}`,
  );
  return [
    { id: "buckets", kind: "data", title: plural(all.length, "S3 bucket"), facts: [byLayer.join(", ")] },
  ];
}

function watch(inventory: Inventory): readonly TopologyNode[] {
  const facts = factsOf(
    inventory.count("aws_cloudtrail") > 0 && "CloudTrail",
    inventory.count("aws_config_configuration_recorder") > 0 && "Config",
    inventory.count("aws_guardduty_detector") > 0 && "GuardDuty",
    inventory.count("aws_securityhub_account") > 0 && "Security Hub",
  );
  return facts.length === 0 ? [] : [{ id: "watch", kind: "aws", title: "Audit and threats", facts }];
}

function alerts(inventory: Inventory): readonly TopologyNode[] {
  const alarms = inventory.count("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm");
  const dashboards = inventory.count("aws_cloudwatch_dashboard");
  const budgets = inventory.count("aws_budgets_budget");
  if (alarms + dashboards + budgets === 0) return [];
  const facts = factsOf(
    alarms > 0 && plural(alarms, "alarm"),
    dashboards > 0 && plural(dashboards, "dashboard"),
    budgets > 0 && "a budget and an anomaly monitor",
  );
  return [{ id: "alerts", kind: "aws", title: "Alarms and cost", facts }];
}

function backups(inventory: Inventory): readonly TopologyNode[] {
  const vaults = inventory.count("aws_backup_vault");
  if (vaults === 0) return [];
  const plans = inventory.of("aws_backup_plan").map((plan) => textAt(plan, "name"));
  return [
    {
      id: "backups",
      kind: "data",
      title: "Backups",
      facts: factsOf(plural(vaults, "vault"), plans.length > 0 && plural(plans.length, "plan")),
    },
  ];
}
