import { GATEWAY_NAMES } from "../constructs/chains/gateway-names";
import { qbftGenesis } from "../constructs/chains/genesis";
import { hetznerLocations } from "../constructs/chains/hetzner-location";
import { isNodeKey, nodeKeyExpectation } from "../constructs/chains/node-key";
import { slotProblems } from "../constructs/chains/private-addresses";
import { chainNodeProblems } from "../constructs/chains/quorum";
import { robotProblems } from "../constructs/chains/robot-machines";
import { choiceProblem, type OutOfStock } from "../constructs/chains/server-type-catalogue";
import { isWireGuardKey } from "../constructs/chains/wireguard-key";
import { AddressPlan, addressPlanProblems } from "../constructs/network/address-plan";
import { ADDRESS_FIELDS, addressesOf } from "./addresses";
import type { ChainsData } from "./chains-schema";
import type { Environment } from "./environment";
import { asProblem } from "./pool-rules";
import type { DataProblem } from "./problem";
import type { Rule } from "./rules";

/** What must hold of an environment's chain; an environment without one keeps them all. */
export const chainsRules: readonly Rule[] = [
  rule(["validators", "sentries"], nodesHold, ADDRESS_FIELDS),
  rule(["chain", "validators"], genesisIsMade),
  rule(["validators", "sentries", "kubernetes", "dedicated"], namesDiffer),
  rule(["kubernetes"], controlPlanesOutliveALocation),
  rule(["kubernetes"], clusterSlotsHold, ADDRESS_FIELDS),
  rule(
    ["validators", "sentries", "kubernetes", "wireGuard", "serverTypes", "outOfStock"],
    serverTypesCanBeHad,
  ),
  rule(["wireGuard"], keysArePublicKeys),
  rule(["dedicated", "validators", "sentries"], dedicatedMachinesAreTheirOwn, ADDRESS_FIELDS),
  {
    reads: ["production", "chains.chain"],
    check: ({ production, chains }) =>
      production && chains !== undefined && chains.chain.genesisDigest === undefined
        ? [problem(["chain", "genesisDigest"], "got nothing, expected the genesis' SHA-256 in production")]
        : [],
  },
];

/** A rule on fields of the section, silent where there is none. */
function rule(
  fields: readonly (keyof ChainsData)[],
  check: (chains: ChainsData, environment: Environment) => readonly DataProblem[],
  others: readonly string[] = [],
): Rule {
  return {
    reads: [...fields.map((field) => `chains.${field}`), ...others],
    check: (environment) => (environment.chains === undefined ? [] : check(environment.chains, environment)),
  };
}

function problem(path: DataProblem["path"], message: string): DataProblem {
  return { path: ["chains", ...path], message };
}

/** The address plan, unless there is none; that is then told already. */
function planOf(environment: Environment): AddressPlan | undefined {
  const addresses = addressesOf(environment);
  return addressPlanProblems(addresses).length > 0 ? undefined : AddressPlan.from(addresses);
}

function nodesHold({ validators, sentries }: ChainsData, environment: Environment): readonly DataProblem[] {
  const subnet = planOf(environment)?.reserved.hetzner.cloudSubnet.toString();
  if (subnet === undefined) return [];
  return chainNodeProblems({ validators, sentries, subnet }).map(({ path, message }) =>
    problem(path, message),
  );
}

/** The first block is what all nodes start from, so it may never change once there is one. */
function genesisIsMade({ chain, validators }: ChainsData): readonly DataProblem[] {
  const path = ["chains", "chain"];
  return asProblem(path, () => {
    const { digest } = qbftGenesis({ ...chain, founders: foundersOf({ chain, validators }) });
    const { genesisDigest = digest } = chain;
    return digest === genesisDigest
      ? undefined
      : `got a genesis with the SHA-256 ${digest}, expected ${genesisDigest}: a chain that has begun keeps its genesis`;
  });
}

/** The public keys of the first block's validators, whether or not they still run. */
export function foundersOf({
  chain,
  validators,
}: Pick<ChainsData, "chain" | "validators">): readonly string[] {
  const running = Object.values(validators).filter(({ genesis }) => genesis);
  return [...running.map(({ publicKey }) => publicKey), ...(chain.retiredFounders ?? [])];
}

/** A machine's name is its host's, and its folder's of secrets: whoever has the name may read them. */
function namesDiffer({ validators, sentries, kubernetes, dedicated }: ChainsData): readonly DataProblem[] {
  const names = [
    ...Object.values(GATEWAY_NAMES).map((name: string) => ({ path: ["wireGuard"], name })),
    ...[
      { path: ["validators"], machines: validators },
      { path: ["sentries"], machines: sentries },
      { path: ["kubernetes", "controlPlanes"], machines: kubernetes.controlPlanes },
      { path: ["kubernetes", "workers"], machines: kubernetes.workers },
      { path: ["dedicated", "machines"], machines: dedicated?.machines ?? {} },
    ].flatMap(({ path, machines }) => Object.keys(machines).map((name) => ({ path, name }))),
  ];
  return names.flatMap(({ path, name }, index) => {
    const first = names.slice(0, index).find((other) => other.name === name);
    if (first === undefined) return [];
    return [problem([...path, name], `got the name "${name}", which ${first.path.join(".")} has already`)];
  });
}

/** etcd needs more than half of its members, wherever they stand. */
function controlPlanesOutliveALocation({ kubernetes }: ChainsData): readonly DataProblem[] {
  const path = ["kubernetes", "controlPlanes"];
  const locations = Object.values(kubernetes.controlPlanes).map(({ location }) => location);
  const count = locations.length;
  if (count < 3 || count % 2 === 0) {
    return [problem(path, `got ${count} control planes, expected an odd number from 3 on`)];
  }
  const most = (count - 1) / 2;
  return hetznerLocations.flatMap((location) => {
    const held = locations.filter((other) => other === location).length;
    if (held <= most) return [];
    return [problem(path, `got ${held} of ${count} control planes in ${location}, expected at most ${most}`)];
  });
}

function clusterSlotsHold({ kubernetes }: ChainsData, environment: Environment): readonly DataProblem[] {
  const subnet = planOf(environment)?.reserved.hetzner.cloudSubnet.toString();
  if (subnet === undefined) return [];
  const groups = [
    { role: "control-plane", group: "controlPlanes" },
    { role: "worker", group: "workers" },
  ] as const;
  return groups.flatMap(({ role, group }) =>
    slotProblems({ subnet, role, machines: kubernetes[group] }).map(({ path, message }) =>
      problem(["kubernetes", group, ...path], message),
    ),
  );
}

/** Each role's wish, in each location where it has a machine. */
function serverTypesCanBeHad(chains: ChainsData): readonly DataProblem[] {
  const { validators, sentries, kubernetes, wireGuard, serverTypes } = chains;
  const locations = {
    gateway: [wireGuard.location],
    validator: Object.values(validators).map(({ location }) => location),
    sentry: Object.values(sentries).map(({ location }) => location),
    controlPlane: Object.values(kubernetes.controlPlanes).map(({ location }) => location),
    worker: Object.values(kubernetes.workers).map(({ location }) => location),
  };
  return (Object.keys(locations) as (keyof typeof locations)[]).flatMap((role) => {
    const messages = [...new Set(locations[role])].flatMap(
      (location) => choiceProblem({ ...serverTypes[role], location, outOfStock: outOfStockOf(chains) }) ?? [],
    );
    // What is wrong with a wish is wrong with it everywhere.
    return [...new Set(messages)].map((message) => problem(["serverTypes", role], message));
  });
}

/** What cannot be had, with every location named: zod says of one that may be missing that it may be undefined. */
export function outOfStockOf({ outOfStock = {} }: Pick<ChainsData, "outOfStock">): OutOfStock {
  return Object.fromEntries(hetznerLocations.map((location) => [location, outOfStock[location] ?? []]));
}

function keysArePublicKeys({ wireGuard: { publicKeys } }: ChainsData): readonly DataProblem[] {
  const path = ["wireGuard", "publicKeys"];
  const malformed = Object.entries(publicKeys)
    .filter(([, key]) => !isWireGuardKey(key))
    .map(([end, key]) => problem([...path, end], `got "${key}", expected a key as \`wg pubkey\` writes it`));
  if (malformed.length > 0 || publicKeys.aws !== publicKeys.hetzner) return malformed;
  return [problem(path, "got one key for both ends, expected two: they would not tell each other apart")];
}

/** Dedicated machines are sentries: none has another's address, number or key. */
function dedicatedMachinesAreTheirOwn(
  { dedicated, validators, sentries }: ChainsData,
  environment: Environment,
): readonly DataProblem[] {
  const range = planOf(environment)?.reserved.hetzner.vSwitch.toString();
  if (dedicated === undefined || range === undefined) return [];
  const { vSwitch, machines } = dedicated;
  const inventory = Object.fromEntries(
    Object.entries(machines).map(([name, machine]) => [name, { ...machine, roles: ["sentry" as const] }]),
  );
  const others = Object.entries({ ...validators, ...sentries });
  return [
    ...robotProblems({ range, vlan: vSwitch.vlan }, inventory).map(({ path, message }) =>
      problem(["dedicated", ...path], message),
    ),
    ...Object.entries(machines).flatMap(([name, { publicKey }], index) => {
      const path = ["dedicated", "machines", name, "publicKey"];
      const nodes = [...others, ...Object.entries(machines).slice(0, index)];
      const owner = nodes.find(([, node]) => node.publicKey === publicKey)?.[0];
      if (owner !== undefined) return [problem(path, `got the key of ${owner}`)];
      return isNodeKey(publicKey) ? [] : [problem(path, `${nodeKeyExpectation}, got "${publicKey}"`)];
    }),
  ];
}
