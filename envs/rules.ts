import { kubernetesVersionProblem } from "../constructs/core/version-catalogue";
import { instanceFamily, instanceType, instanceTypes } from "../constructs/karpenter/instance-catalogue";
import { addressPlanProblems } from "../constructs/network/address-plan";
import { controlPlaneZonesOf, isRegion, regions } from "../constructs/network/regions";
import type { Environment, PoolData } from "./environment";

/** Something wrong in one environment's data. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What must hold within an environment beyond each field's own shape. */
interface Rule {
  /** The fields that the rule reads: it is silent while one of them is malformed. */
  readonly reads: readonly (keyof Environment)[];
  readonly check: (environment: Environment) => readonly Finding[];
}

/** With fewer, one reclaimed type can leave a spot pool empty; Karpenter itself asks 15 to consolidate spot to spot. */
const MINIMUM_SPOT_TYPES = 15;
const MINIMUM_ZONES = 3;
const PRODUCTION = "prod";

export const rules: readonly Rule[] = [
  { reads: ["region"], check: regionIsKnown },
  { reads: ["region", "network"], check: zonesAreOfTheRegion },
  { reads: ["network", "cluster"], check: addressesFit },
  { reads: ["cluster"], check: kubernetesIsSupported },
  { reads: ["cluster", "account"], check: clusterHasAnAdmin },
  { reads: ["cluster"], check: systemNodesAreGraviton },
  { reads: ["pools"], check: poolsBuyWhatExists },
  { reads: ["name", "nodeImage"], check: productionPinsItsImage },
  { reads: ["name", "network", "cluster", "protect"], check: productionIsProtected },
];

function regionIsKnown({ region }: Environment): readonly Finding[] {
  if (isRegion(region)) return [];
  return [{ path: ["region"], message: `got "${region}", expected one of ${regions.join(", ")}` }];
}

function zonesAreOfTheRegion({ region, network }: Environment): readonly Finding[] {
  const path = ["network", "zones"];
  const zones = Object.keys(network.zones);
  const known = isRegion(region) ? controlPlaneZonesOf(region) : zones;
  const unknown = zones
    .filter((zone) => !known.includes(zone))
    .map((zone) => ({
      path: [...path, zone],
      message: `got an AZ id that ${region} does not offer a cluster, expected one of ${known.join(", ")}`,
    }));
  if (zones.length >= MINIMUM_ZONES) return unknown;
  return [...unknown, { path, message: `got ${zones.length} zones, expected at least ${MINIMUM_ZONES}` }];
}

function addressesFit({ network, cluster }: Environment): readonly Finding[] {
  const { maxNodes, podsPerNode } = cluster;
  return addressPlanProblems({ ...network, maxNodes, podsPerNode }).map(({ path, message }) => ({
    path: [path[0] === "maxNodes" || path[0] === "podsPerNode" ? "cluster" : "network", ...path],
    message,
  }));
}

function kubernetesIsSupported({ cluster }: Environment): readonly Finding[] {
  const message = kubernetesVersionProblem(cluster.kubernetesVersion);
  return message === undefined ? [] : [{ path: ["cluster", "kubernetesVersion"], message }];
}

function clusterHasAnAdmin({ account, cluster: { admins } }: Environment): readonly Finding[] {
  const path = ["cluster", "admins"];
  if (admins.length === 0) {
    return [{ path, message: "got no principal, expected at least one: nobody else can reach the cluster" }];
  }
  const elsewhere = admins.filter((admin) => !admin.startsWith(`arn:aws:iam::${account}:`));
  const findings = elsewhere.map((admin) => ({
    path,
    message: `got ${admin}, expected a role of account ${account}`,
  }));
  const repeated = admins.find((admin, index) => admins.indexOf(admin) !== index);
  return repeated === undefined ? findings : [...findings, { path, message: `got ${repeated} twice` }];
}

function systemNodesAreGraviton({ cluster: { systemNodes } }: Environment): readonly Finding[] {
  const path = ["cluster", "systemNodes"];
  const { minimum, maximum } = systemNodes;
  const findings = systemNodes.instanceTypes.flatMap((name, index) =>
    attempt([...path, "instanceTypes", index], () => {
      const { architecture } = instanceType(name);
      return architecture === "arm64" ? undefined : `got ${name} (${architecture}), expected a Graviton type`;
    }),
  );
  if (minimum < 2) {
    const message = `got ${minimum}, expected at least 2: Karpenter's replicas each want a zone`;
    findings.push({ path: [...path, "minimum"], message });
  }
  if (maximum <= minimum) {
    const message = `got ${maximum}, expected more than the minimum of ${minimum}: an update adds a node before it takes one`;
    findings.push({ path: [...path, "maximum"], message });
  }
  return findings;
}

function poolsBuyWhatExists({ pools }: Environment): readonly Finding[] {
  return Object.entries(pools).flatMap(([name, pool]) => poolBuysWhatExists(name, pool));
}

function poolBuysWhatExists(name: string, pool: PoolData): readonly Finding[] {
  const path = ["pools", name];
  const families = pool.families.flatMap((family, index) =>
    attempt([...path, "families", index], () => {
      const { architecture } = instanceFamily(family);
      if (architecture === pool.architecture) return undefined;
      return `got ${family}, which is ${architecture}, expected a family of the pool's ${pool.architecture}`;
    }),
  );
  if (families.length > 0) return families;
  return attempt(path, () => {
    const types = instanceTypes(pool).length;
    if (pool.capacity === "on-demand" || types >= MINIMUM_SPOT_TYPES) return undefined;
    return `got ${types} instance types for a pool that buys spot, expected at least ${MINIMUM_SPOT_TYPES}`;
  });
}

function productionPinsItsImage({ name, nodeImage }: Environment): readonly Finding[] {
  if (name !== PRODUCTION || !nodeImage.endsWith("@latest")) return [];
  const message = `got ${nodeImage}, which replaces every node when AWS releases an image; expected a release such as al2023@v20260930`;
  return [{ path: ["nodeImage"], message }];
}

function productionIsProtected({ name, network, cluster, protect }: Environment): readonly Finding[] {
  if (name !== PRODUCTION) return [];
  const owed: readonly [boolean, Finding][] = [
    [protect, { path: ["protect"], message: "got false, expected true in production" }],
    [
      cluster.deletionProtection,
      { path: ["cluster", "deletionProtection"], message: "got false, expected true in production" },
    ],
    [
      network.nat === "per-zone",
      { path: ["network", "nat"], message: `got "${network.nat}", expected "per-zone" in production` },
    ],
  ];
  return owed.flatMap(([holds, finding]) => (holds ? [] : [finding]));
}

/** What `problem` returns or throws, as a finding at `path`. */
function attempt(path: Finding["path"], problem: () => string | undefined): Finding[] {
  try {
    const message = problem();
    return message === undefined ? [] : [{ path, message }];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}
