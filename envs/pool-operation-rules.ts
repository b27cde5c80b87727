import { scheduleProblem } from "../constructs/karpenter/disruption";
import { durationSeconds } from "../constructs/karpenter/duration";
import { instanceFamilies, instanceFamily } from "../constructs/karpenter/instance-catalogue";
import type { Environment, PoolData } from "./environment";
import type { DataProblem } from "./problem";

/** The words after `pitboss.gaming/` that nodes carry for the platform's own use. */
const RESERVED = ["pool", "capacity-part", "nodes"];

/** What a pool is told of its mix, its labels, its taints, its life, its budgets and its headroom can be done. */
export function poolsCanBeRun({ pools }: Environment): readonly DataProblem[] {
  return Object.entries(pools).flatMap(([name, pool]) => [
    ...nameProblems(name, pools),
    ...mixProblems(name, pool),
    ...labelProblems(name, pool),
    ...taintProblems(name, pool),
    ...lifeProblems(name, pool),
    ...budgetProblems(name, pool),
    ...headroomProblems(name, pool),
  ]);
}

/** A pool with parts is two NodePools, whose names another pool cannot have. */
function nameProblems(name: string, pools: Environment["pools"]): readonly DataProblem[] {
  const whole = name.replace(/-(spot|on-demand)$/, "");
  if (whole === name || pools[whole]?.parts === undefined) return [];
  const message = `got the name "${name}", expected another: the pool "${whole}" has parts, and one of them is called so`;
  return [{ path: ["pools", name], message }];
}

function mixProblems(
  name: string,
  { capacity, parts, limits, families, minimumFamilies = 1 }: PoolData,
): DataProblem[] {
  const problems: DataProblem[] = [];
  if (parts !== undefined && capacity !== "mixed") {
    const message = `got parts for a pool that buys ${capacity}, expected them of a mixed one`;
    problems.push({ path: ["pools", name, "parts"], message });
  }
  const least = parts === undefined ? 1 : parts.spot + parts.onDemand;
  if (limits.nodes < least) {
    const message = `got ${limits.nodes}, expected at least a node for each of the ${least} parts`;
    problems.push({ path: ["pools", name, "limits", "nodes"], message });
  }
  if (minimumFamilies > families.length) {
    const message = `got ${minimumFamilies}, expected at most the ${families.length} families that the pool has`;
    problems.push({ path: ["pools", name, "minimumFamilies"], message });
  }
  return problems;
}

function labelProblems(name: string, { labels = {}, taints = [] }: PoolData): readonly DataProblem[] {
  const isReserved = (key: string): boolean => RESERVED.includes(key.replace(/^.*\//, ""));
  const message = (key: string): string => `got ${key}, expected a key that the platform does not use itself`;
  return [
    ...Object.keys(labels)
      .filter(isReserved)
      .map((key) => ({ path: ["pools", name, "labels", key], message: message(key) })),
    ...taints.flatMap(({ key }, index) =>
      isReserved(key) ? [{ path: ["pools", name, "taints", index, "key"], message: message(key) }] : [],
    ),
  ];
}

/** Kubernetes admits no node with two taints of one key and effect: it would be bought, and never join. */
function taintProblems(name: string, { taints = [] }: PoolData): readonly DataProblem[] {
  return taints.flatMap(({ key, effect }, index) => {
    const first = taints.findIndex((other) => other.key === key && other.effect === effect);
    if (first === index) return [];
    const message = `got a second ${key}:${effect}, expected each key and effect once`;
    return [{ path: ["pools", name, "taints", index], message }];
  });
}

function lifeProblems(name: string, { life }: PoolData): readonly DataProblem[] {
  const { expireAfter, terminationGracePeriod } = life;
  if (durationSeconds(expireAfter) > durationSeconds(terminationGracePeriod)) return [];
  const message = `got ${expireAfter}, expected longer than the ${terminationGracePeriod} that a node's pods may take to leave`;
  return [{ path: ["pools", name, "life", "expireAfter"], message }];
}

function budgetProblems(name: string, { disruption: { budgets } }: PoolData): readonly DataProblem[] {
  const path = ["pools", name, "disruption", "budgets"];
  return budgets.flatMap(({ nodes, reasons, schedule }, index) => {
    const problems: DataProblem[] = [];
    const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
    if (problem !== undefined) problems.push({ path: [...path, index, "schedule"], message: problem });
    const everyReason = reasons === undefined || reasons.includes("Drifted");
    if (schedule === undefined && /^0+%?$/.test(nodes) && everyReason) {
      const message = `got "${nodes}" at all times, expected more: no node would ever have a newer image before it expires`;
      problems.push({ path: [...path, index, "nodes"], message });
    }
    return problems;
  });
}

function headroomProblems(name: string, pool: PoolData): readonly DataProblem[] {
  const { headroom, limits } = pool;
  if (headroom === undefined) return [];
  const path = ["pools", name, "headroom"];
  const { replicas, milliCpu, memoryMi } = headroom;
  const half = (limit: number): number => limit / 2;
  const problems: DataProblem[] = [];
  const largest = largestVcpus(pool) * 1000;
  if (milliCpu >= largest) {
    const message = `got ${milliCpu}, expected less than the ${largest} of the pool's largest instance, which its daemons share`;
    problems.push({ path: [...path, "milliCpu"], message });
  }
  const cpu = (replicas * milliCpu) / 1000;
  if (cpu > half(limits.cpu)) {
    const message = `got ${cpu} idle vCPUs, expected at most half of the pool's ${limits.cpu}`;
    problems.push({ path, message });
  }
  const memoryGi = (replicas * memoryMi) / 1024;
  if (memoryGi > half(limits.memoryGi)) {
    const message = `got ${memoryGi} idle GiB, expected at most half of the pool's ${limits.memoryGi}`;
    problems.push({ path, message });
  }
  return problems;
}

/** The virtual CPUs of the largest instance that a pool may buy; without end where names are wrong, of which another rule speaks. */
function largestVcpus({ families, sizes }: PoolData): number {
  const known = families.filter((family) => instanceFamilies.includes(family)).map(instanceFamily);
  const bought = known.flatMap((family) => family.sizes.filter(({ name }) => sizes.includes(name)));
  return bought.length === 0 ? Infinity : Math.max(...bought.map(({ vcpus }) => vcpus));
}
