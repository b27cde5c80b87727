import { synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { TelemetryBuckets, type TelemetryBucketsProps } from "./telemetry-buckets";

const TELEMETRY_KEY = "arn:aws:kms:eu-central-1:111122223333:key/telemetry";
const BACKUPS_KEY = "arn:aws:kms:eu-central-1:111122223333:key/backups";

function buckets(props: Partial<TelemetryBucketsProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new TelemetryBuckets(scope, "buckets", {
      place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
      retention: { metricsDays: 365, logsDays: 90, tracesDays: 14 },
      telemetryKeyArn: TELEMETRY_KEY,
      backupsKeyArn: BACKUPS_KEY,
      accessLogBucketName: "access-logs",
      protect: false,
      ...props,
    });
  });
}

interface LifecycleRule {
  readonly id: string;
  readonly expiration?: readonly { readonly days?: number }[];
  readonly transition?: unknown;
}

function rulesOf(bucket: string): readonly LifecycleRule[] {
  const { rule } = buckets().at("aws_s3_bucket_lifecycle_configuration", `buckets/${bucket}/lifecycle`);
  return rule as LifecycleRule[];
}

function expiryOf(bucket: string): number | undefined {
  return rulesOf(bucket).find(({ id }) => id === "expire")?.expiration?.[0]?.days;
}

describe("the buckets of telemetry", () => {
  it.each([
    ["thanos", 365 + 14],
    ["loki-chunks", 90 + 14],
    ["tempo", 14 + 14],
  ])("end %s two weeks after the program that should have", (bucket, days) => {
    expect(expiryOf(bucket)).toBe(days);
  });

  it.each(["loki-ruler", "velero"])("never end what is in %s by its age", (bucket) => {
    expect(expiryOf(bucket)).toBeUndefined();
  });

  it.each(["thanos", "loki-chunks", "loki-ruler", "tempo", "velero"])("archive nothing of %s", (bucket) => {
    expect(rulesOf(bucket).filter(({ transition }) => transition !== undefined)).toEqual([]);
  });

  it("keep backups under a key of their own", () => {
    const keys = Object.fromEntries(
      ["thanos", "loki-chunks", "loki-ruler", "tempo", "velero"].map((bucket) => {
        const { rule } = buckets().at(
          "aws_s3_bucket_server_side_encryption_configuration",
          `buckets/${bucket}/encryption`,
        ) as { rule: { apply_server_side_encryption_by_default: { kms_master_key_id: string } }[] };
        return [bucket, rule[0]!.apply_server_side_encryption_by_default.kms_master_key_id];
      }),
    );
    expect(keys).toEqual({
      thanos: TELEMETRY_KEY,
      "loki-chunks": TELEMETRY_KEY,
      "loki-ruler": TELEMETRY_KEY,
      tempo: TELEMETRY_KEY,
      velero: BACKUPS_KEY,
    });
  });

  it("lock backups, and nothing that a compactor has to delete", () => {
    const locked = buckets({ lockBackupsForDays: 14 });
    expect(locked.only("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      bucket: expect.stringContaining("velero") as string,
      rule: { default_retention: { mode: "GOVERNANCE", days: 14 } },
    });
    expect(buckets().types()).not.toContain("aws_s3_bucket_object_lock_configuration");
  });

  it("record who read the backups", () => {
    expect(buckets().only("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "access-logs",
      target_prefix: "pitboss-test-velero-111122223333/",
    });
  });

  it("are kept by Terraform when protected", () => {
    const kept = Object.values(buckets({ protect: true }).resources("aws_s3_bucket"));
    for (const bucket of kept) expect(bucket).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });
});
