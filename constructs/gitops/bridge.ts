import { z } from "zod";
import { Token } from "../core/cdktf";

/** What every label and annotation of the platform's own begins with. */
export const DOMAIN = "pitboss.gaming";

/** The contract's version: readers ask for it, so a change that would break them is a new one beside the old. */
export const BRIDGE_VERSION = "v1";

/** What Argo CD knows a cluster Secret by. */
export const SECRET_TYPE = "argocd.argoproj.io/secret-type";

/** Who runs the machines under a cluster. */
export type Provider = "aws" | "hetzner";

/**
 * What Terraform knows of a cluster and what runs on it must be told, as the metadata of its Argo CD Secret. An ApplicationSet
 * selects by the labels, and hands the annotations on as values:
 *
 *     {{ index .metadata.annotations "pitboss.gaming/bucket-metrics" }}
 */
export interface ClusterBridge {
  /** `dev` */
  readonly environment: string;
  readonly provider: Provider;
  /** `eu-central-1`; at Hetzner the network zone, `eu-central`. */
  readonly region: string;
  /** Whether players play here. */
  readonly production: boolean;
  /** `pitboss-dev`; it tells the environment's clusters apart. */
  readonly clusterName: string;
  /** The repository that Argo CD reads, as Git clones it. */
  readonly repository: string;
  /** The branch or tag of it that the environment follows. */
  readonly revision: string;
  /**
   * Twelve digits.
   * @default the cluster is in no AWS account
   */
  readonly account?: string;
  /** @default the cluster is in no VPC */
  readonly vpcId?: string;
  /**
   * The locations of its machines, joined by commas: `fsn1,hel1,nbg1`.
   * @default the region says enough
   */
  readonly locations?: string;
  /**
   * The range of its pods' addresses, as CIDR.
   * @default what deploys there need not know
   */
  readonly podRange?: string;
  /** The names of S3 buckets, by purpose: `metrics`. @default none */
  readonly buckets?: Readonly<Record<string, string>>;
  /** The host names of data stores and services outside the cluster, by purpose: `postgres`. @default none */
  readonly endpoints?: Readonly<Record<string, string>>;
}

/** The metadata of a cluster Secret that carry the bridge. */
export interface BridgeMetadata {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const labelValue = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    "expected 1 to 63 letters, digits, hyphens, underscores and dots, the first and last a letter or digit",
  );

/** Printable, of any script: no line ends, nothing that a terminal obeys. */
const annotationValue = z
  .string()
  .regex(/^[ -~\u00a0-\uffff]{1,2048}$/, "expected one line of 1 to 2048 characters");

/** What an annotation may be called; the part of a key after the domain has 63 characters at most. */
const ANNOTATION_KEY =
  /^pitboss\.gaming\/(cluster-name|repository|revision|account|vpc-id|locations|pod-range|(bucket|endpoint)-[a-z][a-z0-9-]{0,38}[a-z0-9])$/;

/** The contract, as what it is written in: the metadata of the Secret. `bridge.schema.json` says the same to other readers. */
export const bridgeSchema = z.strictObject({
  labels: z.strictObject({
    [SECRET_TYPE]: z.literal("cluster"),
    [`${DOMAIN}/bridge` as const]: z.literal(BRIDGE_VERSION),
    [`${DOMAIN}/environment` as const]: labelValue,
    [`${DOMAIN}/provider` as const]: z.enum(["aws", "hetzner"]),
    [`${DOMAIN}/region` as const]: labelValue,
    [`${DOMAIN}/production` as const]: z.enum(["true", "false"]),
  }),
  annotations: z
    .object({
      [`${DOMAIN}/cluster-name` as const]: annotationValue,
      [`${DOMAIN}/repository` as const]: annotationValue,
      [`${DOMAIN}/revision` as const]: annotationValue,
    })
    .catchall(annotationValue)
    .superRefine((given, context) => {
      for (const key of Object.keys(given).filter((name) => !ANNOTATION_KEY.test(name))) {
        const message = "expected a purpose of lower case words joined by hyphens, 2 to 40 characters";
        context.addIssue({ code: "custom", path: [key], message });
      }
    })
    .meta({ propertyNames: { pattern: ANNOTATION_KEY.source } }),
});

/**
 * A bridge as the labels and annotations of its Secret.
 *
 * @throws when a value does not fit where Kubernetes would keep it, or Terraform would evaluate it.
 */
export function bridgeMetadata(bridge: ClusterBridge): BridgeMetadata {
  const { environment, provider, region, production, clusterName, repository, revision } = bridge;
  const { account, vpcId, locations, podRange, buckets, endpoints } = bridge;
  const metadata = {
    labels: {
      [SECRET_TYPE]: "cluster",
      ...keyed("", { bridge: BRIDGE_VERSION, environment, provider, region, production: String(production) }),
    },
    annotations: {
      ...keyed("", { "cluster-name": clusterName, repository, revision }),
      ...keyed("", given({ account, "vpc-id": vpcId, locations, "pod-range": podRange })),
      ...keyed("bucket-", buckets),
      ...keyed("endpoint-", endpoints),
    },
  };
  const problems = [...problemsOf(metadata), ...evaluated(metadata)];
  if (problems.length > 0) {
    throw new Error(`bridge of cluster "${clusterName}": ${problems.join("; ")}`);
  }
  return metadata;
}

function keyed(kind: string, values: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${DOMAIN}/${kind}${name}`, value]),
  );
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function problemsOf(metadata: BridgeMetadata): readonly string[] {
  const { error } = bridgeSchema.safeParse(metadata);
  return (error?.issues ?? []).map((issue) => {
    const [part = "", key = ""] = issue.path.map(String);
    const got = metadata[part as keyof BridgeMetadata][key];
    return `${part} ${key}: got ${JSON.stringify(got)}, ${issue.message}`;
  });
}

/** Text that Terraform would take for an expression, where the code that made it meant text. */
function evaluated({ annotations }: BridgeMetadata): readonly string[] {
  return Object.entries(annotations)
    .filter(([, value]) => !Token.isUnresolved(value) && /[$%]\{/.test(value))
    .map(
      ([key, value]) =>
        `annotations ${key}: got ${JSON.stringify(value)}, expected no template of Terraform's`,
    );
}
