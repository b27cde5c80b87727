import fc from "fast-check";
import { synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { Dashboard } from "./dashboard";
import { kafkaWatch } from "./kafka-watch";
import { valkeyWatch } from "./valkey-watch";
import type { Watch } from "./watch";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal: readonly { readonly value: number }[] };
  };
}

function widgetsOf(...watches: Watch[]): Widget[] {
  const stack = synthesize((scope) => {
    new Dashboard(scope, "dashboard", {
      place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
      purpose: "stores",
      watches,
    });
  });
  const { dashboard_body: body, dashboard_name: name } = stack.only("aws_cloudwatch_dashboard");
  expect(name).toBe("pitboss-test-stores");
  return (JSON.parse(body as string) as { widgets: Widget[] }).widgets;
}

const valkey = (shards: number, replicasPerShard: number) =>
  valkeyWatch({ replicationGroupId: "pitboss-test-valkey", shards, replicasPerShard });
const kafka = kafkaWatch({ clusterName: "pitboss-test-kafka", brokers: 3 });

describe("a dashboard", () => {
  it("shows the state of every alarm, by its ARN", () => {
    const [, states] = widgetsOf(kafka);
    expect(states).toMatchObject({ type: "alarm" });
    expect(states!.properties.alarms).toHaveLength(kafka.alarms.length);
    expect(states!.properties.alarms).toContain(
      "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:pitboss-test-kafka-controller",
    );
  });

  it("draws each metric of all that publish it in one graph, with the line at which it rings", () => {
    const disk = widgetsOf(kafka).find(({ properties }) => properties.title === "KafkaDataLogsDiskUsed");
    expect(disk!.properties.metrics).toEqual(
      ["1", "2", "3"].map((broker) => [
        ...["AWS/Kafka", "KafkaDataLogsDiskUsed", "Cluster Name", "pitboss-test-kafka", "Broker ID", broker],
        { stat: "Maximum", period: 300 },
      ]),
    );
    expect(disk!.properties.annotations).toEqual({ horizontal: [{ label: "rings", value: 85 }] });
  });

  it("draws what nobody is called for as well, without a line", () => {
    const heap = widgetsOf(kafka).find(({ properties }) => properties.title === "HeapMemoryAfterGC");
    expect(heap!.properties).not.toHaveProperty("annotations");
  });

  it("shows a hundred alarms a widget, as CloudWatch allows no more", () => {
    const states = widgetsOf(valkey(15, 1)).filter(({ type }) => type === "alarm");
    expect(states.map(({ properties }) => properties.alarms!.length)).toEqual([100, 20]);
  });

  it("lays out whatever it is given within 24 columns, nothing over anything else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 5 }), (shards, replicas) => {
        const widgets = widgetsOf(valkey(shards, replicas), kafka);
        const cells = widgets.flatMap(({ x, y, width, height }) =>
          Array.from(
            { length: width * height },
            (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
          ),
        );
        expect(new Set(cells).size).toBe(cells.length);
        for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
      }),
      { numRuns: 15 },
    );
  });

  it("is the same each time", () => {
    expect(widgetsOf(valkey(3, 2), kafka)).toEqual(widgetsOf(valkey(3, 2), kafka));
  });
});
