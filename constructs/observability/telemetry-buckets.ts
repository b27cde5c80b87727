import { Construct } from "constructs";
import type { Place } from "../core/place";
import { Suppressions } from "../core/suppressions";
import { PrivateBucket, type PrivateBucketProps } from "../security/private-bucket";
import { TELEMETRY_BUCKETS, type TelemetryBucketName } from "./telemetry-writers";

/** What a bucket of telemetry keeps longer than the program that deletes from it: time to see that it no longer does. */
export const SAFETY_NET_DAYS = 14;
/** How long what Thanos, Loki or Tempo deleted by mistake can be brought back. */
const UNDO_DAYS = 7;
/** How long what Velero deleted, or somebody in its name, can be brought back. */
const UNDO_BACKUP_DAYS = 30;

/** How long telemetry is kept, in days. */
export interface TelemetryRetention {
  /** Metrics, at their coarsest. */
  readonly metricsDays: number;
  readonly logsDays: number;
  readonly tracesDays: number;
}

export interface TelemetryBucketsProps {
  readonly place: Place;
  readonly retention: TelemetryRetention;
  /** Encrypts metrics, logs and traces. */
  readonly telemetryKeyArn: string;
  /** Encrypts what Velero keeps. */
  readonly backupsKeyArn: string;
  /**
   * How long nobody can delete what Velero wrote, in days.
   * @default not at all
   */
  readonly lockBackupsForDays?: number;
  /** The bucket that receives the server access log of the backups. */
  readonly accessLogBucketName: string;
  readonly protect: boolean;
}

/**
 * The buckets behind Thanos, Loki, Tempo and Velero. Each of these programs deletes what is past its time itself; a lifecycle
 * rule behind it ends what it forgot, two weeks later. Two buckets have no such rule. Loki's rules are in force however old
 * they are; and what Velero wrote long ago, yesterday's backup still refers to, as its repository keeps every block once.
 *
 * Nothing is archived: Thanos' and Loki's compactors read what they have, index by index, and delete it as it ages. Glacier Instant
 * Retrieval bills each gibibyte that is read, and 90 days of whatever goes sooner
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html).
 */
export class TelemetryBuckets extends Construct {
  /** By what they are for; known at synth. */
  readonly names: Readonly<Record<TelemetryBucketName, string>>;

  constructor(scope: Construct, id: string, props: TelemetryBucketsProps) {
    super(scope, id);
    const { place, protect } = props;
    const kept = keeping(props);
    this.names = Object.fromEntries(
      TELEMETRY_BUCKETS.map((name) => {
        const bucket = new PrivateBucket(this, name, {
          name: place.bucketName(name),
          protect,
          refuseOtherEncryption: true,
          ...kept[name],
        });
        if (kept[name].accessLogBucketName === undefined) this.accept(bucket);
        return [name, bucket.bucketName];
      }),
    ) as Record<TelemetryBucketName, string>;
  }

  private accept(bucket: PrivateBucket): void {
    Suppressions.add(bucket, {
      check: "CKV_AWS_18",
      reason:
        "Thanos, Loki and Tempo read and write without pause: a record of each request would outgrow what it is about; " +
        "who read the telemetry, Grafana's own log says",
      owner: "platform",
      expires: "2027-05-31",
    });
  }
}

type Keeping = Pick<
  PrivateBucketProps,
  "encryptionKeyArn" | "expireAfterDays" | "noncurrentDays" | "lockForDays" | "accessLogBucketName"
>;

function keeping(props: TelemetryBucketsProps): Record<TelemetryBucketName, Keeping> {
  const { retention, telemetryKeyArn, backupsKeyArn, lockBackupsForDays } = props;
  const telemetry = { encryptionKeyArn: telemetryKeyArn, noncurrentDays: UNDO_DAYS };
  const until = (days: number): Keeping => ({ ...telemetry, expireAfterDays: days + SAFETY_NET_DAYS });
  return {
    thanos: until(retention.metricsDays),
    "loki-chunks": until(retention.logsDays),
    "loki-ruler": telemetry,
    tempo: until(retention.tracesDays),
    velero: {
      encryptionKeyArn: backupsKeyArn,
      noncurrentDays: UNDO_BACKUP_DAYS,
      accessLogBucketName: props.accessLogBucketName,
      ...(lockBackupsForDays !== undefined && { lockForDays: lockBackupsForDays }),
    },
  };
}
