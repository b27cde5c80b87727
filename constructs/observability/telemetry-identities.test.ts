import { decide } from "../../tests/iam-decision";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { TelemetryIdentities } from "./telemetry-identities";
import { GRAFANA, TELEMETRY_WRITERS } from "./telemetry-writers";

const TELEMETRY_KEY = "arn:aws:kms:eu-central-1:111122223333:key/telemetry";
const BACKUPS_KEY = "arn:aws:kms:eu-central-1:111122223333:key/backups";
const names = {
  thanos: "thanos",
  "loki-chunks": "chunks",
  "loki-ruler": "ruler",
  tempo: "tempo",
  velero: "velero",
};
const stack = synthesize((scope) => {
  new TelemetryIdentities(scope, "identities", {
    place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
    clusterName: "pitboss-test",
    bucketNames: names,
    telemetryKeyArn: TELEMETRY_KEY,
    backupsKeyArn: BACKUPS_KEY,
  });
});
const identities = { ...TELEMETRY_WRITERS, grafana: GRAFANA };

function may(role: string, action: string, resource: string, context: Record<string, string> = {}) {
  const { Statement } = policyOf(stack.at("aws_iam_role_policy", `identities/${role}/policy`));
  return decide(Statement, { action, resource, context }) === "allowed";
}
const onBucket = (bucket: string) => `arn:aws:s3:::${bucket}`;
const onObject = (bucket: string) => `arn:aws:s3:::${bucket}/object`;
const volume = "arn:aws:ec2:eu-central-1:111122223333:volume/vol-1";
const snapshot = "arn:aws:ec2:eu-central-1::snapshot/snap-1";

describe.each(Object.entries(identities))("the role of %s", (name, { namespace, serviceAccount }) => {
  it("goes to one service account of one namespace, of this cluster", () => {
    expect(stack.at("aws_eks_pod_identity_association", `identities/${name}-association`)).toMatchObject({
      cluster_name: "pitboss-test",
      namespace,
      service_account: serviceAccount,
    });
    const role = stack.at("aws_iam_role", `identities/${name}/role`);
    expect(role.name).toBe(`pitboss-test-${name}`);
    const trust = policyOf(role, "assume_role_policy").Statement;
    const tags = {
      "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-central-1:111122223333:cluster/pitboss-test",
      "aws:RequestTag/kubernetes-namespace": namespace,
      "aws:RequestTag/kubernetes-service-account": serviceAccount,
    };
    const assumed = (context: Record<string, string>) =>
      decide(trust, { action: "sts:AssumeRole", resource: "*", by: "pods.eks.amazonaws.com", context });
    expect(assumed(tags)).toBe("allowed");
    expect(assumed({ ...tags, "aws:RequestTag/kubernetes-namespace": "direct" })).toBe("not allowed");
  });
});

describe("the roles of telemetry", () => {
  it("are each of a service account of its own, as a pod can take but one", () => {
    const accounts = Object.values(identities).map(
      ({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`,
    );
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it.each(Object.entries(TELEMETRY_WRITERS))(
    "let %s use its own buckets and no other",
    (role, { buckets }) => {
      for (const [bucket, name] of Object.entries(names)) {
        const access = buckets[bucket as keyof typeof names];
        expect(may(role, "s3:ListBucket", onBucket(name))).toBe(access !== undefined);
        expect(may(role, "s3:GetObject", onObject(name))).toBe(access !== undefined);
        expect(may(role, "s3:PutObject", onObject(name))).toBe(access === "write");
        expect(may(role, "s3:DeleteObject", onObject(name))).toBe(access === "write");
      }
    },
  );

  it.each(Object.keys(TELEMETRY_WRITERS))(
    "let nobody, such as %s, change a bucket or undo its lock",
    (role) => {
      for (const name of Object.values(names)) {
        expect(may(role, "s3:PutBucketPolicy", onBucket(name))).toBe(false);
        expect(may(role, "s3:PutLifecycleConfiguration", onBucket(name))).toBe(false);
        expect(may(role, "s3:DeleteObjectVersion", onObject(name))).toBe(false);
        expect(may(role, "s3:BypassGovernanceRetention", onObject(name))).toBe(false);
      }
    },
  );

  it("open the key through S3 alone, and to writers alone for encryption", () => {
    const throughS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };
    expect(may("loki", "kms:GenerateDataKey", TELEMETRY_KEY, throughS3)).toBe(true);
    expect(may("loki", "kms:Decrypt", TELEMETRY_KEY)).toBe(false);
    expect(may("loki", "kms:Decrypt", BACKUPS_KEY, throughS3)).toBe(false);
    expect(may("velero", "kms:GenerateDataKey", BACKUPS_KEY, throughS3)).toBe(true);
    expect(may("thanos-storegateway", "kms:Decrypt", TELEMETRY_KEY, throughS3)).toBe(true);
    expect(may("thanos-storegateway", "kms:GenerateDataKey", TELEMETRY_KEY, throughS3)).toBe(false);
  });
});

describe("Velero", () => {
  const ofCluster = { "aws:ResourceTag/ebs.csi.aws.com/cluster": "true" };
  const requested = { "aws:RequestTag/velero.io/backup": "daily" };
  const own = { "aws:ResourceTag/velero.io/backup": "daily" };

  it("snapshots the volumes of the cluster, into snapshots that it tags", () => {
    expect(may("velero", "ec2:CreateSnapshot", volume, ofCluster)).toBe(true);
    expect(may("velero", "ec2:CreateSnapshot", volume)).toBe(false);
    expect(may("velero", "ec2:CreateSnapshot", volume, requested)).toBe(false);
    expect(may("velero", "ec2:CreateSnapshot", snapshot, requested)).toBe(true);
    expect(may("velero", "ec2:CreateSnapshot", snapshot)).toBe(false);
  });

  it("deletes and restores its own snapshots, and nobody else's", () => {
    expect(may("velero", "ec2:DeleteSnapshot", snapshot, own)).toBe(true);
    expect(may("velero", "ec2:DeleteSnapshot", snapshot)).toBe(false);
    expect(may("velero", "ec2:CreateVolume", snapshot, own)).toBe(true);
    expect(may("velero", "ec2:CreateVolume", snapshot)).toBe(false);
    expect(may("velero", "ec2:CreateVolume", snapshot, requested)).toBe(false);
    expect(may("velero", "ec2:CreateVolume", volume, requested)).toBe(true);
  });

  it("tags what it makes as it makes it, so that it can take nothing for its own", () => {
    expect(may("velero", "ec2:CreateTags", snapshot, { "ec2:CreateAction": "CreateSnapshot" })).toBe(true);
    expect(may("velero", "ec2:CreateTags", snapshot)).toBe(false);
  });
});

describe("Grafana", () => {
  const here = { "aws:RequestedRegion": "eu-central-1" };

  it("reads metrics and alarms of the region, and changes none", () => {
    expect(may("grafana", "cloudwatch:GetMetricData", "*", here)).toBe(true);
    expect(may("grafana", "cloudwatch:GetMetricData", "*", { "aws:RequestedRegion": "us-east-1" })).toBe(
      false,
    );
    expect(may("grafana", "cloudwatch:PutMetricAlarm", "*", here)).toBe(false);
    expect(may("grafana", "s3:GetObject", onObject("chunks"))).toBe(false);
  });
});
