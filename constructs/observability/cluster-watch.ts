import { type Alarm, metricsOf, outOf, type Watch } from "./watch";

export interface ClusterWatchProps {
  readonly clusterName: string;
  /** How large the cluster's etcd may grow, in GiB: 8 on the standard tier, 16 on a provisioned one. */
  readonly etcdGib: number;
}

const GIB = 1024 ** 3;

/**
 * Watches the control plane by the metrics that EKS publishes of its own accord, once a minute, with `ClusterName` alone:
 * https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html
 */
export function controlPlaneWatch({ clusterName, etcdGib }: ClusterWatchProps): Watch {
  const metric = metricsOf("AWS/EKS", { ClusterName: clusterName });
  const common = { runbook: "control-plane" } as const;
  const alarms: Alarm[] = [
    {
      ...common,
      id: "control-plane-silent",
      metric: metric("apiserver_request_total", "Sum"),
      // Nodes renew their leases every ten seconds: an API server that nobody asks anything does not exist.
      breachesWhen: "below",
      threshold: 1,
      datapoints: outOf(2, 2),
      missing: "breaching",
      means: "The API server has answered nobody for ten minutes, or its metrics are gone.",
      remedy: "Run kubectl get --raw /readyz from inside the VPC; then look at AWS Health.",
    },
    {
      ...common,
      id: "control-plane-errors",
      metric: metric("apiserver_request_total_5XX", "Sum"),
      // Single ones come with every change of leader; one in three seconds does not.
      breachesWhen: "above",
      threshold: 100,
      datapoints: outOf(3, 3),
      missing: "notBreaching",
      means: "The API server has failed more than 100 requests in each five of the last 15 minutes.",
      remedy: "Ask the control plane's audit log which requests fail; suspect a webhook first.",
    },
    {
      ...common,
      id: "control-plane-throttled",
      metric: metric("apiserver_request_total_429", "Sum"),
      breachesWhen: "above",
      threshold: 500,
      datapoints: outOf(3, 3),
      missing: "notBreaching",
      means: "The API server has turned away more than 500 requests in each five of the last 15 minutes.",
      remedy: "Find the client that asks without end; else raise the control plane's tier.",
    },
    {
      ...common,
      id: "control-plane-storage",
      // What is in use counts against the quota; what is allocated waits for defragmentation as well.
      metric: metric("etcd_mvcc_db_total_size_in_use_in_bytes", "Maximum"),
      // etcd turns read-only when it is full, and then nothing can be deleted from it either.
      breachesWhen: "above",
      threshold: Math.round(0.8 * etcdGib * GIB),
      datapoints: outOf(3, 3),
      missing: "notBreaching",
      means: `etcd holds more than 80 % of the ${etcdGib} GiB that it may.`,
      remedy: "Count objects by kind; events, reports and finished jobs are the usual ones.",
    },
    {
      ...common,
      id: "control-plane-unschedulable",
      metric: metric("scheduler_pending_pods_UNSCHEDULABLE", "Sum", 60),
      // Karpenter has a node for a pod in one to two minutes; a quarter of an hour is no capacity, or a limit.
      breachesWhen: "above",
      threshold: 20,
      datapoints: outOf(15, 15),
      missing: "notBreaching",
      means: "More than 20 pods have found no node for 15 minutes.",
      remedy: "Read the events of the NodeClaims; compare the pools with their limits.",
    },
  ];
  const context = [
    metric("apiserver_request_total", "Sum"),
    metric("etcd_mvcc_db_total_size_in_bytes", "Maximum"),
    metric("apiserver_flowcontrol_current_executing_seats", "Sum", 60),
    metric("apiserver_request_duration_seconds_LIST_P99", "Average"),
    metric("apiserver_admission_webhook_admission_duration_seconds_VALIDATING_P99", "Average"),
    metric("scheduler_schedule_attempts_SCHEDULED", "Sum"),
  ];
  return { title: "Control plane", alarms, context };
}
