import type { Environment } from "../envs/environment";
import { readEnvironments } from "../envs/environments";
import { type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import { ClusterStack } from "./cluster";
import { FoundationStack } from "./foundation";
import { NetworkStack } from "./network";
import { ObservabilityStack } from "./observability";

const prod = readEnvironments().find(({ name }) => name === "prod")!;

function layers(environment: Environment): Map<string, SynthesizedStack> {
  return synthesizeApp((app) => {
    const foundation = new FoundationStack(app, environment).exports;
    const network = new NetworkStack(app, environment, { foundation }).exports;
    const cluster = new ClusterStack(app, environment, { foundation, network }).exports;
    new ObservabilityStack(app, environment, { foundation, network, cluster });
  });
}

function alarmsOf(stack: SynthesizedStack): string[] {
  return Object.values(stack.resources("aws_cloudwatch_metric_alarm")).map(
    ({ alarm_name }) => alarm_name as string,
  );
}

function dashboardsOf(stack: SynthesizedStack): string[] {
  return Object.values(stack.resources("aws_cloudwatch_dashboard")).map(
    ({ dashboard_name }) => dashboard_name as string,
  );
}

const all = layers(prod);
const stack = all.get("prod-observability")!;
/** The smallest: one gateway, a control plane that scales by itself, no store. */
const small = layers({
  ...prod,
  network: { ...prod.network, nat: "single" },
  cluster: { ...prod.cluster, controlPlaneTier: "standard" },
  data: undefined,
}).get("prod-observability")!;

describe("the observability of an environment", () => {
  it("hears of every rule that fills Karpenter's queue, and of the queue itself", () => {
    const rules = Object.values(all.get("prod-cluster")!.resources("aws_cloudwatch_event_rule"));
    const watched = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    const of = (metric: string) =>
      watched
        .filter(({ metric_name }) => metric_name === metric)
        .map(({ dimensions }) => Object.values(dimensions as object)[0] as string);
    expect(of("FailedInvocations").sort()).toEqual(rules.map(({ name }) => name).sort());
    const queue = all.get("prod-cluster")!.only("aws_sqs_queue");
    expect(of("ApproximateAgeOfOldestMessage")).toEqual([queue.name]);
  });

  it("watches a gateway in each zone that has one", () => {
    const ports = (of: SynthesizedStack) => alarmsOf(of).filter((name) => name.endsWith("-ports"));
    expect(ports(stack)).toEqual(
      ["euc1-az1", "euc1-az2", "euc1-az3"].map((zone) => `pitboss-prod-nat-${zone}-ports`),
    );
    expect(ports(small)).toEqual(["pitboss-prod-nat-euc1-az1-ports"]);
  });

  it("watches the stores that there are, and has no dashboard of none", () => {
    const valkey = {
      version: "9.0",
      nodeType: "cache.r7g.large",
      shards: 1,
      replicasPerShard: 1,
      snapshotDays: 7,
    };
    const some = layers({ ...prod, data: { valkey } }).get("prod-observability")!;
    const stores = (of: SynthesizedStack) =>
      new Set(alarmsOf(of).flatMap((name) => /-(postgres|valkey|kafka|documents)-/.exec(name)?.[1] ?? []));
    expect(stores(some)).toEqual(new Set(["valkey"]));
    expect(dashboardsOf(some)).toEqual(["pitboss-prod-platform", "pitboss-prod-stores"]);
    expect(stores(small)).toEqual(new Set());
    expect(dashboardsOf(small)).toEqual(["pitboss-prod-platform"]);
  });

  it("watches each store by the name that the data layer gives it", () => {
    const named = Object.values(stack.resources("aws_cloudwatch_metric_alarm")).flatMap(({ dimensions }) =>
      Object.values(dimensions as Record<string, string>),
    );
    expect(named).toEqual(
      expect.arrayContaining([
        "pitboss-prod-postgres",
        "pitboss-prod-valkey-0001-001",
        "pitboss-prod-kafka",
        "pitboss-prod-documents",
      ]),
    );
  });

  it("knows how much etcd may hold by the control plane's tier", () => {
    const threshold = (of: SynthesizedStack) =>
      of.at("aws_cloudwatch_metric_alarm", "alarms/control-plane-storage").threshold as number;
    expect(threshold(stack) / threshold(small)).toBeCloseTo(2);
  });

  it("tells what the charts have to know", () => {
    expect(stack.document.output).toMatchObject({
      bucket_names: {
        value: {
          thanos: "pitboss-prod-thanos-777788889999",
          "loki-chunks": "pitboss-prod-loki-chunks-777788889999",
          "loki-ruler": "pitboss-prod-loki-ruler-777788889999",
          tempo: "pitboss-prod-tempo-777788889999",
          velero: "pitboss-prod-velero-777788889999",
        },
      },
      dashboard_names: { value: { platform: "pitboss-prod-platform", stores: "pitboss-prod-stores" } },
    });
  });
});
