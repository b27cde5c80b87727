import { type Plan, planOffer, RATE_LIMIT_SECONDS } from "../constructs/edge/plans";
import { Ipv4Block } from "../constructs/network/ipv4-block";
import type { CrossRule } from "./cross-rules";
import type { EdgeData } from "./edge-schema";
import type { Environment } from "./environment";
import { asProblem } from "./pool-rules";
import type { DataProblem } from "./problem";
import type { Rule } from "./rules";

/** A network that is wider has strangers in it. */
const WIDEST_PREFIX = 16;
/** Browsers that remember for less forget between two visits of an occasional player. */
const PRODUCTION_STRICT_TRANSPORT_DAYS = 180;

/** Addresses that no request comes from and none can be sent to through the internet: RFC 1918, 6598, 1122 and 3927. */
const NOT_ON_THE_INTERNET = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "0.0.0.0/8",
].map((range) => Ipv4Block.parse(range));

/** What must hold of an environment's edge, where it has one. */
export const edgeRules: readonly Rule[] = [
  ofEdge(["edge.plan", "edge.rateLimits"], (edge) => [...limitCount(edge), ...limitSeconds(edge)]),
  ofEdge(["edge.hosts", "edge.rateLimits", "edge.assets"], hostsExist),
  ofEdge(["edge.hosts", "edge.zone", "gitops.host"], argoCdIsForStaff),
  ofEdge(["edge.staffNetworks", "edge.operatorNetworks"], networksAreSomebodys),
  ofEdge(["edge.hosts", "edge.records"], recordsStandAlone),
  ofEdge(["edge.records"], recordsAreReachable),
  ofEdge(["production", "edge.firewall", "edge.strictTransportDays"], productionIsGuarded),
];

/** Two environments that wrote into one zone would undo each other's work. */
export const zonesAreApart: CrossRule = {
  reads: ["edge.zone"],
  check: (candidates) =>
    candidates.flatMap(({ file, environment: { edge } }, index) => {
      const earlier = candidates
        .slice(0, index)
        .find(({ environment }) => edge !== undefined && environment.edge?.zone.id === edge.zone.id);
      if (edge === undefined || earlier === undefined) return [];
      const message = `got the zone ${edge.zone.id}, as in ${earlier.file}; a zone is one environment's`;
      return [{ file, path: "edge.zone.id", message }];
    }),
};

type Check = (edge: EdgeData, environment: Environment) => readonly DataProblem[];

function ofEdge(reads: readonly string[], check: Check): Rule {
  return {
    reads,
    check: (environment) =>
      environment.edge === undefined
        ? []
        : check(environment.edge, environment).map(({ path, message }) => ({
            path: ["edge", ...path],
            message,
          })),
  };
}

function limitCount({ plan, rateLimits }: EdgeData): readonly DataProblem[] {
  const { rateLimits: allowed } = planOffer(plan);
  const count = Object.keys(rateLimits).length;
  if (count <= allowed) return [];
  const message = `got ${count} rate limits, expected at most the ${allowed} of the plan "${plan}"`;
  return [{ path: ["rateLimits"], message }];
}

function limitSeconds({ plan, rateLimits }: EdgeData): readonly DataProblem[] {
  const offer = planOffer(plan);
  return Object.entries(rateLimits).flatMap(([name, { periodSeconds, timeoutSeconds }]) => {
    const path = ["rateLimits", name];
    const problems = [
      ...secondsProblem([...path, "periodSeconds"], periodSeconds, offer.longestPeriodSeconds, plan),
      ...secondsProblem([...path, "timeoutSeconds"], timeoutSeconds, offer.longestTimeoutSeconds, plan),
    ];
    if (timeoutSeconds >= periodSeconds) return problems;
    const message = `got ${timeoutSeconds} s, expected at least the period of ${periodSeconds} s`;
    return [...problems, { path: [...path, "timeoutSeconds"], message }];
  });
}

function secondsProblem(
  path: DataProblem["path"],
  got: number,
  longest: number,
  plan: Plan,
): readonly DataProblem[] {
  const allowed = RATE_LIMIT_SECONDS.filter((seconds) => seconds <= longest);
  if (allowed.includes(got)) return [];
  return [
    { path, message: `got ${got} s, expected one that the plan "${plan}" knows: ${allowed.join(", ")}` },
  ];
}

function hostsExist({ hosts, rateLimits, assets }: EdgeData): readonly DataProblem[] {
  const known = Object.keys(hosts);
  const named = [
    ...Object.entries(rateLimits).map(([name, limit]) => ({
      path: ["rateLimits", name, "hosts"],
      labels: limit.hosts,
    })),
    { path: ["assets", "hosts"], labels: assets.hosts },
  ];
  return named.flatMap(({ path, labels }) =>
    labels.flatMap((label, index) =>
      known.includes(label)
        ? []
        : [
            {
              path: [...path, index],
              message: `got "${label}", expected one of the hosts: ${known.join(", ")}`,
            },
          ],
    ),
  );
}

/** Whoever reaches Argo CD reaches everything; its name is said twice, so it is held to be the same. */
function argoCdIsForStaff({ hosts, zone }: EdgeData, { gitops }: Environment): readonly DataProblem[] {
  const staff = Object.keys(hosts).filter((label) => hosts[label] === "staff");
  if (staff.some((label) => `${label}.${zone.name}` === gitops.host)) return [];
  const message = `got ${staff.join(", ")} of ${zone.name} for staff, expected ${gitops.host} among them: Argo CD's name`;
  return [{ path: ["hosts"], message }];
}

function networksAreSomebodys({ staffNetworks, operatorNetworks = [] }: EdgeData): readonly DataProblem[] {
  const lists = { staffNetworks, operatorNetworks };
  return Object.entries(lists).flatMap(([field, networks]) =>
    networks.flatMap((network, index) => asProblem([field, index], () => networkProblem(network))),
  );
}

function networkProblem(network: string): string | undefined {
  const block = Ipv4Block.parse(network);
  if (block.prefix < WIDEST_PREFIX)
    return `got ${network}, expected a network of /${WIDEST_PREFIX} or narrower`;
  if (isPrivate(block))
    return `got ${network}, expected addresses that Cloudflare can see: these are on no internet`;
  return undefined;
}

function recordsStandAlone({ hosts, records = {} }: EdgeData): readonly DataProblem[] {
  const rows = Object.entries(records);
  return rows.flatMap(([purpose, { name, type }], index) => {
    const path = ["records", purpose, "name"];
    if (name in hosts) return [{ path, message: `got "${name}", which is one of the hosts already` }];
    const other = rows
      .slice(0, index)
      .find(([, earlier]) => earlier.name === name && (type === "CNAME" || earlier.type === "CNAME"));
    if (other === undefined) return [];
    return [{ path, message: `got "${name}" as in ${other[0]}; a name with a CNAME has nothing else` }];
  });
}

function recordsAreReachable({ records = {} }: EdgeData): readonly DataProblem[] {
  return Object.entries(records).flatMap(([purpose, { type, content, proxied }]) => {
    if (type === "TXT" && proxied === true) {
      return [{ path: ["records", purpose, "proxied"], message: "got true for a TXT record, expected none" }];
    }
    if (type !== "A") return [];
    return asProblem(["records", purpose, "content"], () =>
      isPrivate(Ipv4Block.parse(`${content}/32`))
        ? `got ${content}, expected an address on the internet: nobody outside reaches this one`
        : undefined,
    );
  });
}

function productionIsGuarded(edge: EdgeData, { production }: Environment): readonly DataProblem[] {
  if (!production) return [];
  const problems: DataProblem[] = [];
  if (edge.firewall !== "block") {
    problems.push({ path: ["firewall"], message: `got "${edge.firewall}", expected "block" in production` });
  }
  if (edge.strictTransportDays < PRODUCTION_STRICT_TRANSPORT_DAYS) {
    const least = PRODUCTION_STRICT_TRANSPORT_DAYS;
    const message = `got ${edge.strictTransportDays}, expected at least ${least} in production`;
    problems.push({ path: ["strictTransportDays"], message });
  }
  return problems;
}

function isPrivate(block: Ipv4Block): boolean {
  return NOT_ON_THE_INTERNET.some((range) => range.overlaps(block));
}
