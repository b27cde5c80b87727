import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { z } from "zod";
import { bridgeMetadata, bridgeSchema, type ClusterBridge } from "./bridge";

const published = JSON.parse(readFileSync(join(__dirname, "bridge.schema.json"), "utf8")) as object;
const isPublished = new Ajv({ schemaId: "auto" }).compile(published);

const dev: ClusterBridge = {
  environment: "dev",
  provider: "aws",
  region: "eu-central-1",
  production: false,
  clusterName: "pitboss-dev",
  repository: "https://github.com/pitboss-gaming/platform.git",
  revision: "main",
  account: "111122223333",
  vpcId: "${data.terraform_remote_state.state-of-dev-network.outputs.vpc_id}",
  buckets: { metrics: "pitboss-dev-metrics-111122223333" },
  endpoints: { postgres: "pitboss-dev.abc.eu-central-1.rds.amazonaws.com" },
};

/** As it is in a test that knows no Terraform. */
const plain: ClusterBridge = { ...dev, vpcId: "vpc-0123456789abcdef0" };

describe("the bridge", () => {
  it("tells by labels what is selected by, and by annotations what is handed on", () => {
    expect(bridgeMetadata(plain)).toEqual({
      labels: {
        "argocd.argoproj.io/secret-type": "cluster",
        "pitboss.gaming/bridge": "v1",
        "pitboss.gaming/environment": "dev",
        "pitboss.gaming/provider": "aws",
        "pitboss.gaming/region": "eu-central-1",
        "pitboss.gaming/production": "false",
      },
      annotations: {
        "pitboss.gaming/cluster-name": "pitboss-dev",
        "pitboss.gaming/repository": "https://github.com/pitboss-gaming/platform.git",
        "pitboss.gaming/revision": "main",
        "pitboss.gaming/account": "111122223333",
        "pitboss.gaming/vpc-id": "vpc-0123456789abcdef0",
        "pitboss.gaming/bucket-metrics": "pitboss-dev-metrics-111122223333",
        "pitboss.gaming/endpoint-postgres": "pitboss-dev.abc.eu-central-1.rds.amazonaws.com",
      },
    });
  });

  it("of a cluster outside AWS says nothing of accounts and networks", () => {
    const { account, vpcId, buckets, endpoints, ...rest } = plain;
    expect([account, vpcId, buckets, endpoints]).not.toContain(undefined);
    const { annotations } = bridgeMetadata({ ...rest, provider: "hetzner" });
    expect(Object.keys(annotations).map((key) => key.replace("pitboss.gaming/", ""))).toEqual([
      "cluster-name",
      "repository",
      "revision",
    ]);
  });

  it.each(["", "-dev", "dev-", "d e v", "dev\n", "x".repeat(64), "${file(1)}", "dév"])(
    "refuses the label %j",
    (environment) => {
      expect(() => bridgeMetadata({ ...plain, environment })).toThrow(
        `bridge of cluster "pitboss-dev": labels pitboss.gaming/environment: got ${JSON.stringify(environment)}, expected 1 to 63`,
      );
    },
  );

  it.each(["", "one\ntwo", "x".repeat(2049), "a\u0000b"])("refuses the annotation %j", (revision) => {
    expect(() => bridgeMetadata({ ...plain, revision })).toThrow("expected one line of 1 to 2048 characters");
  });

  it.each(['${file("/etc/passwd")}', "%{ if true }yes%{ endif }"])(
    "refuses text that Terraform would evaluate: %s",
    (revision) => {
      expect(() => bridgeMetadata({ ...plain, revision })).toThrow("expected no template of Terraform's");
    },
  );

  it.each(["Metrics", "a", "metrics_1", "x".repeat(41), "-metrics"])(
    "refuses a bucket of the purpose %p",
    (purpose) => {
      const buckets = Object.fromEntries([[purpose, "pitboss-dev-metrics"]]);
      expect(() => bridgeMetadata({ ...plain, buckets })).toThrow("expected a purpose of lower case words");
    },
  );
});

describe("the published schema", () => {
  it("is the one that the code holds itself to; `npx jest constructs/gitops/bridge` shows a difference", () => {
    expect(published).toEqual({
      $comment: expect.stringContaining("constructs/gitops/bridge.ts"),
      ...z.toJSONSchema(bridgeSchema, { target: "draft-7" }),
    });
  });

  it("accepts a bridge, and refuses one of another version", () => {
    const metadata = bridgeMetadata(plain);
    expect(isPublished(metadata)).toBe(true);
    const labels = { ...metadata.labels, "pitboss.gaming/bridge": "v2" };
    expect(isPublished({ ...metadata, labels })).toBe(false);
  });

  it("agrees with the code on every value", () => {
    const { labels, annotations } = bridgeMetadata(plain);
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.stringMatching(/^[\w.-]{0,70}$/));
    const key = fc.oneof(
      fc.constantFrom(
        "environment",
        "region",
        "vpc-id",
        "cluster-name",
        "bucket-x",
        "role-a",
        "endpoint-",
        "other",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.boolean(), key, text, (isLabel, name, value) => {
        const entry = Object.fromEntries([[`pitboss.gaming/${name}`, value]]);
        const metadata = isLabel
          ? { labels: { ...labels, ...entry }, annotations }
          : { labels, annotations: { ...annotations, ...entry } };
        expect(isPublished(metadata)).toBe(bridgeSchema.safeParse(metadata).success);
      }),
      { numRuns: 500 },
    );
  });
});
