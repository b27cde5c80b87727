import { z } from "zod";
import { chainsSchema } from "./chains-schema";
import { dataSchema } from "./data-schema";
import { edgeSchema } from "./edge-schema";
import { distinct, shortWords } from "./fields";
import { gitops } from "./gitops-schema";
import { observabilitySchema } from "./observability-schema";
import { capacityParts, disruption, headroom, nodeLabels, nodeLife, nodeTaint } from "./pool-schema";

/** A word of a name: lower case, digits, hyphens between. */
const slug = shortWords(20);

/** An IPv4 range such as `10.0.0.0/16`; what is wrong with one, the address plan says. */
const cidr = z.string();
const email = z.email("expected an e-mail address");
const count = z.int().min(1);

const owner = z.strictObject({
  /** The team that answers for the environment. */
  team: slug,
  /** Where alarms about money and security go. */
  email,
  /** The cost centre that pays, as finance writes it. */
  costCenter: z.string().regex(/^[A-Z]{2,6}-\d{2,6}$/, "expected a cost centre such as PLAT-100"),
  /** The most sensitive data that the environment holds. */
  dataClass: z.enum(["internal", "confidential", "player-data"]),
});

const network = z.strictObject({
  /** The VPC's own range, /16 to /19 of private space: nodes, load balancers, data stores. */
  vpc: cidr,
  /** The range of pod addresses, /14 to /18 of 100.64.0.0/10; each zone slot owns a quarter. */
  pods: cidr,
  /** The cluster's service addresses; never routed. */
  services: cidr,
  /** AZ id → permanent slot, 0 to 3. The slot decides a zone's addresses; it is never reused for another zone. */
  zones: z.record(z.string(), z.number()),
  /** How private subnets reach the internet: a NAT gateway in each zone, or one for all (cheaper; a zone's loss cuts all). */
  nat: z.enum(["per-zone", "single"]),
  /** Which AWS services are reached inside the VPC: what a node's start needs, or everything that the platform calls. */
  endpoints: z.enum(["essential", "all"]),
  /** What the Hetzner side uses, reserved here so that both sides can be routed to each other. */
  hetzner: z.strictObject({ network: cidr, vSwitch: cidr, pods: cidr, services: cidr }),
  /** The transfer network of the WireGuard pair between the VPC and Hetzner. */
  wireGuard: cidr,
});

const cluster = z.strictObject({
  /** The Kubernetes minor, one of the version catalogue's. */
  kubernetesVersion: z.string().regex(/^1\.\d{2}$/, "expected a Kubernetes minor such as 1.35"),
  /** The control plane's provisioned capacity; `standard` scales by itself. */
  controlPlaneTier: z.enum(["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"]),
  /** The IAM roles that administer the cluster, by ARN. */
  admins: z.array(
    z
      .string()
      .regex(/^arn:aws:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/, "expected the ARN of an IAM role"),
  ),
  /** Refuses to delete the cluster until it is switched off. */
  deletionProtection: z.boolean(),
  /** Lets AWS shift traffic out of an impaired zone. */
  zonalShift: z.boolean(),
  /** The nodes that carry what Karpenter cannot: itself, CoreDNS, the other critical add-ons. */
  systemNodes: z.strictObject({
    instanceTypes: distinct(z.string()),
    minimum: count,
    maximum: count,
  }),
  /** How many nodes the cluster may have, all pools and system nodes together; the pod range must carry them. */
  maxNodes: count,
  /** Pods on a node, on average at full size. */
  podsPerNode: z.int().min(1).max(250),
});

const pool = z.strictObject({
  architecture: z.enum(["arm64", "amd64"]),
  /** What is bought: spot, on-demand, or spot with on-demand to fall back on. */
  capacity: z.enum(["spot", "on-demand", "mixed"]),
  /** EC2 instance families, such as `m7g`; all of the pool's architecture. */
  families: distinct(z.string()),
  /** EC2 instance sizes, such as `2xlarge`. */
  sizes: distinct(z.string()),
  /** The most that the pool may hold. */
  limits: z.strictObject({ nodes: count, cpu: count, memoryGi: count }),
  /** Karpenter prefers the pool of the larger weight, 1 to 100. */
  weight: z.int().min(1).max(100),
  /**
   * A ratio of spot to on-demand that workloads can ask for.
   * @default none: on-demand where there is no spot
   */
  parts: capacityParts.optional(),
  /** How many families there must be to choose from when a node is bought. @default 1 */
  minimumFamilies: count.optional(),
  /** What nodes carry for workloads to choose them by. @default the platform's own alone */
  labels: nodeLabels.optional(),
  /** What keeps workloads off that do not tolerate it. @default nothing */
  taints: z.array(nodeTaint).optional(),
  disruption,
  life: nodeLife,
  /** @default none: a pod that does not fit waits for a new node */
  headroom: headroom.optional(),
});

const budget = z.strictObject({
  /** What the environment may cost a month, in US dollars. */
  monthlyUsd: count,
  /** At which parts of it the owners hear of it, in per cent. */
  alertsAtPercent: distinct(z.int().min(1).max(200)),
  /** The smallest daily anomaly worth a message, in US dollars. */
  anomalyUsd: count,
});

/** The shape of an environment's data. What no single field can tell is in `rules.ts`. */
export const environmentSchema = z.strictObject({
  name: slug,
  /** The AWS account, twelve digits; an account holds one environment. */
  account: z.string().regex(/^\d{12}$/, "expected twelve digits"),
  region: z.string(),
  /** Whether players play here; what is refused then is in `production-rules.ts`. */
  production: z.boolean(),
  owner,
  network,
  cluster,
  /**
   * The machine image of Karpenter's nodes, as an alias with its release: `al2023@v20260930`.
   * @default the version catalogue's, which the system nodes have as well
   */
  nodeImage: z
    .string()
    .regex(/^(al2023|bottlerocket)@(latest|v[\w.]+)$/, "expected an alias such as al2023@v20260930")
    .optional(),
  /** Karpenter's node pools by name. */
  pools: z
    .record(slug, pool)
    .refine((pools) => Object.keys(pools).length > 0, "expected at least one node pool"),
  /** What Argo CD is told. */
  gitops,
  budget,
  observability: observabilitySchema,
  /**
   * How the internet reaches it.
   * @default not at all
   */
  edge: edgeSchema.optional(),
  /**
   * The stores: databases, caches, brokers, buckets, and their backups.
   * @default none
   */
  data: dataSchema.optional(),
  /**
   * The chain at Hetzner.
   * @default none
   */
  chains: chainsSchema.optional(),
  /** How long logs are kept, in days. */
  logRetentionDays: z.literal([90, 365, 731, 1827, 3653]),
  /** Whether resources that hold state refuse to be destroyed. */
  protect: z.boolean(),
});

/** What a file under `envs/` writes. */
export type EnvironmentData = Readonly<z.input<typeof environmentSchema>>;

/** An environment whose data has been checked against the schema and every rule. */
export type Environment = Readonly<z.output<typeof environmentSchema>>;

/** A node pool's data. */
export type PoolData = Readonly<z.output<typeof pool>>;
