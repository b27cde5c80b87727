import { kubernetesVersionProblem } from "../constructs/core/version-catalogue";
import { instanceType } from "../constructs/karpenter/instance-catalogue";
import { addressPlanProblems } from "../constructs/network/address-plan";
import { controlPlaneZonesOf, isRegion, regions } from "../constructs/network/regions";
import { ADDRESS_FIELDS, addressesOf } from "./addresses";
import { chainsRules } from "./chains-rules";
import { dataRules } from "./data-rules";
import { edgeRules } from "./edge-rules";
import type { Environment } from "./environment";
import { argoCdHasNodes, hostIsAtTheEdge, productionSignsIn } from "./gitops-rules";
import { observabilityRules } from "./observability-rules";
import { asProblem, poolsBuyWhatExists, poolsFitTheCluster } from "./pool-rules";
import { poolsCanBeRun } from "./pool-operation-rules";
import type { DataProblem } from "./problem";
import { productionRules } from "./production-rules";

/** What must hold within an environment beyond each field's own shape. */
export interface Rule {
  /** The fields that the rule reads, by their dotted paths: it is silent while one of them is malformed. */
  readonly reads: readonly string[];
  readonly check: (environment: Environment) => readonly DataProblem[];
}

const MINIMUM_ZONES = 3;

/** Every rule of an environment. */
export const rules: readonly Rule[] = [
  { reads: ["region"], check: regionIsKnown },
  { reads: ["region", "network.zones"], check: zonesAreOfTheRegion },
  { reads: ADDRESS_FIELDS, check: addressesFit },
  { reads: ["cluster.kubernetesVersion"], check: kubernetesIsSupported },
  { reads: ["cluster.admins", "account"], check: clusterHasAdmins },
  { reads: ["cluster.systemNodes"], check: systemNodesAreGraviton },
  { reads: ["pools"], check: poolsBuyWhatExists },
  { reads: ["pools", "cluster.maxNodes", "cluster.systemNodes"], check: poolsFitTheCluster },
  { reads: ["pools"], check: poolsCanBeRun },
  { reads: ["pools"], check: argoCdHasNodes },
  { reads: ["production", "gitops"], check: productionSignsIn },
  { reads: ["gitops", "edge"], check: hostIsAtTheEdge },
  { reads: ["production", "owner.dataClass"], check: playersAreInProduction },
  ...chainsRules,
  ...dataRules,
  ...productionRules,
  ...observabilityRules,
  ...edgeRules,
];

function regionIsKnown({ region }: Environment): readonly DataProblem[] {
  if (isRegion(region)) return [];
  return [{ path: ["region"], message: `got "${region}", expected one of ${regions.join(", ")}` }];
}

function zonesAreOfTheRegion({ region, network }: Environment): readonly DataProblem[] {
  const path = ["network", "zones"];
  const zones = Object.keys(network.zones);
  const known = isRegion(region) ? controlPlaneZonesOf(region) : zones;
  const unknown = zones
    .filter((zone) => !known.includes(zone))
    .map((zone) => ({
      path: [...path, zone],
      message: `got the zone "${zone}", expected one that ${region} offers a cluster: ${known.join(", ")}`,
    }));
  if (zones.length >= MINIMUM_ZONES) return unknown;
  return [...unknown, { path, message: `got ${zones.length} zones, expected at least ${MINIMUM_ZONES}` }];
}

function addressesFit(environment: Environment): readonly DataProblem[] {
  return addressPlanProblems(addressesOf(environment)).map(({ path, message }) => ({
    path: [path[0] === "maxNodes" || path[0] === "podsPerNode" ? "cluster" : "network", ...path],
    message,
  }));
}

function kubernetesIsSupported({ cluster }: Environment): readonly DataProblem[] {
  const message = kubernetesVersionProblem(cluster.kubernetesVersion);
  return message === undefined ? [] : [{ path: ["cluster", "kubernetesVersion"], message }];
}

function clusterHasAdmins({ account, cluster: { admins } }: Environment): readonly DataProblem[] {
  const path = ["cluster", "admins"];
  if (admins.length === 0) {
    return [{ path, message: "got no principal, expected at least one: nobody else can reach the cluster" }];
  }
  const names = admins.map((admin) => admin.replace(/^.*\//, ""));
  return admins.flatMap((admin, index) => {
    const problems: string[] = [];
    if (!admin.startsWith(`arn:aws:iam::${account}:`)) {
      problems.push(`got ${admin}, expected a role of account ${account}`);
    }
    if (names.indexOf(names[index] ?? "") < index) {
      problems.push(`got a second role named "${names[index] ?? ""}", expected names that differ`);
    }
    return problems.map((message) => ({ path: [...path, index], message }));
  });
}

function systemNodesAreGraviton({ cluster: { systemNodes } }: Environment): readonly DataProblem[] {
  const path = ["cluster", "systemNodes"];
  const { minimum, maximum } = systemNodes;
  const problems = systemNodes.instanceTypes.flatMap((name, index) =>
    asProblem([...path, "instanceTypes", index], () => {
      const { architecture } = instanceType(name);
      return architecture === "arm64" ? undefined : `got ${name} (${architecture}), expected a Graviton type`;
    }),
  );
  if (minimum < 2) {
    const message = `got ${minimum}, expected at least 2: Karpenter's replicas each want a zone`;
    problems.push({ path: [...path, "minimum"], message });
  }
  if (maximum <= minimum) {
    const message = `got ${maximum}, expected more than the minimum of ${minimum}: an update adds a node before it takes one`;
    problems.push({ path: [...path, "maximum"], message });
  }
  return problems;
}

function playersAreInProduction({ production, owner }: Environment): readonly DataProblem[] {
  if (production || owner.dataClass !== "player-data") return [];
  const message = "got false, expected true where the owner's dataClass is player-data";
  return [{ path: ["production"], message }];
}
