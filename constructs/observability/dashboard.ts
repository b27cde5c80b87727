import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { Place } from "../core/place";
import { alarmName } from "./alarms";
import type { Alarm, Metric, Watch } from "./watch";

/** CloudWatch's grid is 24 wide: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const WIDTH = 24;
const GRAPH = { width: 8, height: 6 } as const;
const HEADING_HEIGHT = 1;
const ALARMS_IN_A_ROW = 4;
const ALARMS_IN_A_WIDGET = 100;

/** Where a widget stands on a dashboard. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A metric in a widget: namespace, name, and dimensions one after the other, then how it is drawn. */
type MetricRow = readonly (string | { readonly stat: string; readonly period: number })[];

type Widget = Box &
  (
    | { readonly type: "text"; readonly properties: { readonly markdown: string } }
    | {
        readonly type: "alarm";
        readonly properties: { readonly title: string; readonly alarms: readonly string[] };
      }
    | {
        readonly type: "metric";
        readonly properties: {
          readonly title: string;
          readonly view: "timeSeries";
          readonly region: string;
          readonly metrics: readonly MetricRow[];
          readonly annotations?: {
            readonly horizontal: readonly { readonly label: string; readonly value: number }[];
          };
        };
      }
  );

/** One graph: a metric of all that publish it, and where its alarms ring. */
interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly thresholds: readonly number[];
}

export interface DashboardProps {
  readonly place: Place;
  /** What it shows, after the environment's prefix: `platform`. */
  readonly purpose: string;
  readonly watches: readonly Watch[];
}

/**
 * A CloudWatch dashboard of what is watched: for each, the state of its alarms, a graph of every metric that rings with the
 * line at which it does, and then those that explain them. It follows from the alarms, so that it shows what somebody is
 * called for.
 */
export class Dashboard extends Construct {
  /** Known at synth. */
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, { place, purpose, watches }: DashboardProps) {
    super(scope, id);
    this.dashboardName = place.naming.resource(purpose);
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: this.dashboardName,
      dashboardBody: JSON.stringify({ widgets: widgetsOf(watches, place) }),
    });
  }
}

function widgetsOf(watches: readonly Watch[], place: Place): Widget[] {
  const widgets: Widget[] = [];
  for (const watch of watches) {
    const bottom = Math.max(0, ...widgets.map(({ y, height }) => y + height));
    widgets.push(...sectionOf(watch, place, bottom));
  }
  return widgets;
}

function sectionOf(watch: Watch, place: Place, top: number): Widget[] {
  const heading: Widget = {
    type: "text",
    x: 0,
    y: top,
    width: WIDTH,
    height: HEADING_HEIGHT,
    properties: { markdown: `## ${watch.title}` },
  };
  const states = statesOf(watch.alarms, place, top + HEADING_HEIGHT);
  const graphsTop = Math.max(...[heading, ...states].map(({ y, height }) => y + height));
  return [
    heading,
    ...states,
    ...graphsOf(watch).map((graph, index) => graphWidget(graph, place.region, boxOf(index, graphsTop))),
  ];
}

function statesOf(alarms: readonly Alarm[], place: Place, top: number): Widget[] {
  const height = 1 + Math.ceil(Math.min(alarms.length, ALARMS_IN_A_WIDGET) / ALARMS_IN_A_ROW);
  return Array.from({ length: Math.ceil(alarms.length / ALARMS_IN_A_WIDGET) }, (_, index) => ({
    type: "alarm",
    x: 0,
    y: top + index * height,
    width: WIDTH,
    height,
    properties: {
      title: "Alarms",
      alarms: alarms
        .slice(index * ALARMS_IN_A_WIDGET, (index + 1) * ALARMS_IN_A_WIDGET)
        .map((alarm) => place.arn("cloudwatch", `alarm:${alarmName(place, alarm)}`)),
    },
  }));
}

function boxOf(index: number, top: number): Box {
  const inARow = WIDTH / GRAPH.width;
  return {
    x: (index % inARow) * GRAPH.width,
    y: top + Math.floor(index / inARow) * GRAPH.height,
    ...GRAPH,
  };
}

function graphWidget({ title, metrics, thresholds }: Graph, region: string, box: Box): Widget {
  return {
    type: "metric",
    ...box,
    properties: {
      title,
      view: "timeSeries",
      region,
      metrics: metrics.map(rowOf),
      ...(thresholds.length > 0 && {
        annotations: { horizontal: thresholds.map((value) => ({ label: "rings", value })) },
      }),
    },
  };
}

function rowOf({ namespace, name, dimensions, statistic, periodSeconds }: Metric): MetricRow {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat: statistic, period: periodSeconds }];
}

/** One graph for each metric's name, those that ring first. */
function graphsOf({ alarms, context }: Watch): Graph[] {
  const ringing = new Set(alarms.map(({ metric }) => metric.name));
  const silent = context.filter(({ name }) => !ringing.has(name));
  return [
    ...[...ringing].map((name) =>
      graphOfAlarms(
        name,
        alarms.filter(({ metric }) => metric.name === name),
      ),
    ),
    ...[...new Set(silent.map(({ name }) => name))].map((name) => ({
      title: name,
      metrics: silent.filter((metric) => metric.name === name),
      thresholds: [],
    })),
  ];
}

function graphOfAlarms(title: string, alarms: readonly Alarm[]): Graph {
  return {
    title,
    metrics: alarms.map(({ metric }) => metric),
    thresholds: [...new Set(alarms.map(({ threshold }) => threshold))],
  };
}
