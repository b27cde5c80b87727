/** The buckets of an environment's telemetry and backups, by the word that names them. */
export const TELEMETRY_BUCKETS = ["thanos", "loki-chunks", "loki-ruler", "tempo", "velero"] as const;
/** One of the telemetry buckets. */
export type TelemetryBucketName = (typeof TELEMETRY_BUCKETS)[number];

/**
 * What pods do with a bucket. `read`: list and get. `write`: put and delete beside that, since whoever uploads in parts also
 * clears away an upload that failed.
 */
export type BucketAccess = "read" | "write";

/** Pods that keep telemetry in buckets: one service account of one namespace. */
export interface TelemetryWriter {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** What they may do with which bucket; nothing with any other. */
  readonly buckets: Readonly<Partial<Record<TelemetryBucketName, BucketAccess>>>;
}

const NAMESPACE = "observability";

/**
 * Who may do what with which bucket, by the name of the role. The namespaces and service accounts are a contract with the
 * charts: their values set `serviceAccount.name` to what stands here, or their pods get no credentials.
 *
 * Thanos' query frontend and querier are not in it: they reach the store gateway, never the bucket. The actions are those of
 * https://thanos.io/tip/thanos/storage.md, https://grafana.com/docs/loki/latest/operations/storage/ and
 * https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/.
 */
export const TELEMETRY_WRITERS: Readonly<Record<string, TelemetryWriter>> = {
  // The sidecar of Prometheus runs as Prometheus; where metrics go by remote write, it uploads nothing.
  prometheus: { namespace: NAMESPACE, serviceAccount: "prometheus", buckets: { thanos: "write" } },
  "thanos-receive": { namespace: NAMESPACE, serviceAccount: "thanos-receive", buckets: { thanos: "write" } },
  "thanos-ruler": { namespace: NAMESPACE, serviceAccount: "thanos-ruler", buckets: { thanos: "write" } },
  "thanos-compactor": {
    namespace: NAMESPACE,
    serviceAccount: "thanos-compactor",
    buckets: { thanos: "write" },
  },
  "thanos-storegateway": {
    namespace: NAMESPACE,
    serviceAccount: "thanos-storegateway",
    buckets: { thanos: "read" },
  },
  loki: {
    namespace: NAMESPACE,
    serviceAccount: "loki",
    buckets: { "loki-chunks": "write", "loki-ruler": "write" },
  },
  tempo: { namespace: NAMESPACE, serviceAccount: "tempo", buckets: { tempo: "write" } },
  velero: { namespace: "velero", serviceAccount: "velero", buckets: { velero: "write" } },
};

/** Grafana, whose CloudWatch data source shows what lives outside the cluster. */
export const GRAFANA = { namespace: NAMESPACE, serviceAccount: "grafana" } as const;
