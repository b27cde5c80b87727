import { scheduleProblem } from "../constructs/karpenter/disruption";
import type { Environment, PoolData } from "./environment";
import type { DataProblem } from "./problem";

/** The words after `pitboss.gaming/` that nodes carry for the platform's own use. */
const RESERVED = ["pool", "capacity-part", "nodes"];

/** What a pool is told of its mix, its labels, its budgets and its headroom can be done. */
export function poolsCanBeRun({ pools }: Environment): readonly DataProblem[] {
  return Object.entries(pools).flatMap(([name, pool]) => [
    ...mixProblems(name, pool),
    ...labelProblems(name, pool),
    ...budgetProblems(name, pool),
    ...headroomProblems(name, pool),
  ]);
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

function budgetProblems(name: string, { disruption: { budgets } }: PoolData): readonly DataProblem[] {
  const path = ["pools", name, "disruption", "budgets"];
  return budgets.flatMap(({ nodes, reasons, schedule }, index) => {
    const problems: DataProblem[] = [];
    const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
    if (problem !== undefined) problems.push({ path: [...path, index, "schedule"], message: problem });
    const everyReason = reasons === undefined || reasons.includes("Drifted");
    if (schedule === undefined && /^0%?$/.test(nodes) && everyReason) {
      const message = `got "${nodes}" at all times, expected more: no node would ever have a newer image before it expires`;
      problems.push({ path: [...path, index, "nodes"], message });
    }
    return problems;
  });
}

function headroomProblems(name: string, { headroom, limits }: PoolData): readonly DataProblem[] {
  if (headroom === undefined) return [];
  const path = ["pools", name, "headroom"];
  const { replicas, milliCpu, memoryMi } = headroom;
  const half = (limit: number): number => limit / 2;
  const problems: DataProblem[] = [];
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
