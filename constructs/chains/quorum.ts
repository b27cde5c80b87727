import type { Problem } from "../network/address-plan";
import { type HetznerLocation, hetznerLocations, isHetznerLocation } from "./hetzner-location";
import { isNodeKey, nodeKeyExpectation } from "./node-key";
import { slotProblems } from "./private-addresses";

/** With fewer, a single validator that lies can split the chain. */
const MINIMUM_VALIDATORS = 4;

/**
 * How many of the validators must sign a block: two thirds, rounded up. It is Besu's `calculateRequiredValidatorQuorum`:
 * https://github.com/besu-eth/besu/blob/26.8.0/consensus/common/src/main/java/org/hyperledger/besu/consensus/common/bft/BftHelpers.java
 */
export function quorumOf(validators: number): number {
  return Math.ceil((2 * validators) / 3);
}

/** How many validators may lie without two blocks being agreed on at one height. */
export function byzantineTolerance(validators: number): number {
  return Math.floor((validators - 1) / 3);
}

/** How many validators may be gone while blocks are still made. It is one more than may lie where three divides their number. */
export function crashTolerance(validators: number): number {
  return validators - quorumOf(validators);
}

/** A node of the chain, as its environment declares it. */
export interface ChainNode {
  /** Its permanent slot, which is its address. */
  readonly slot: number;
  /** Where it stands: one of {@link hetznerLocations}. A dedicated machine counts for the location of its data centre park. */
  readonly location: string;
  /** The public key that its peers know it by. */
  readonly publicKey: string;
}

/** The nodes of a chain, by name. */
export interface ChainNodes {
  readonly validators: Readonly<Record<string, ChainNode>>;
  readonly sentries: Readonly<Record<string, ChainNode>>;
  /** The subnet that their slots are addresses of, as CIDR. */
  readonly subnet: string;
}

/**
 * Everything wrong with the nodes of a chain, with paths from `validators` and `sentries` on; nothing if the chain can be built and
 * outlives the loss of any one location.
 *
 * That loss is a crash of all its validators, so no location may hold more than {@link crashTolerance}. Over three locations that
 * is possible only where three divides the number of validators and each location holds a third: six, nine, twelve. With any other
 * number the fullest location holds more than n/3 validators and takes the quorum with it, seven as 3/2/2 among them: five must sign
 * and four are left. That no location may hold more than may lie ({@link byzantineTolerance}) cannot be asked of three locations:
 * n ≤ 3·⌊(n−1)/3⌋ ≤ n−1 holds for no n.
 */
export function chainNodeProblems({ validators, sentries, subnet }: ChainNodes): readonly Problem[] {
  const groups = [
    { role: "validator", group: "validators", nodes: validators },
    { role: "sentry", group: "sentries", nodes: sentries },
  ] as const;
  const nodes = groups.flatMap(({ group, nodes }) =>
    Object.entries(nodes).map(([name, node]) => ({ path: [group, name], node })),
  );
  return [
    ...groups.flatMap(({ role, group, nodes: machines }) =>
      slotProblems({ subnet, role, machines }).map(({ path, message }) => ({
        path: [group, ...path],
        message,
      })),
    ),
    ...nodes.flatMap(({ path, node: { location, publicKey } }) => [
      ...(isHetznerLocation(location)
        ? []
        : [
            {
              path: [...path, "location"],
              message: `got "${location}", expected one of ${hetznerLocations.join(", ")}`,
            },
          ]),
      ...(isNodeKey(publicKey)
        ? []
        : [{ path: [...path, "publicKey"], message: `${nodeKeyExpectation}, got "${publicKey}"` }]),
    ]),
    ...repeatedKeys(nodes),
    ...quorumProblems(validators),
  ];
}

function quorumProblems(validators: ChainNodes["validators"]): readonly Problem[] {
  const path = ["validators"];
  const count = Object.keys(validators).length;
  if (count < MINIMUM_VALIDATORS) {
    const message =
      `got ${count} validators, expected at least ${MINIMUM_VALIDATORS}: with fewer, one that lies can split the chain; ` +
      advice;
    return [{ path, message }];
  }
  const most = crashTolerance(count);
  return hetznerLocations.flatMap((location) => {
    const held = namesAt(location, validators);
    if (held.length <= most) return [];
    const message =
      `got ${held.length} of ${count} validators in ${location} (${held.join(", ")}), expected at most ${most}: ` +
      `without ${location} ${count - held.length} are left, and ${quorumOf(count)} must sign; ${advice}`;
    return [{ path, message }];
  });
}

const advice = "three locations need 6, 9 or 12 validators, a third of them in each";

function namesAt(location: HetznerLocation, nodes: ChainNodes["validators"]): readonly string[] {
  return Object.keys(nodes)
    .filter((name) => nodes[name]?.location === location)
    .sort();
}

/** One key signs for one node: two nodes of one key would sign two blocks at one height. */
function repeatedKeys(
  nodes: readonly { readonly path: readonly string[]; readonly node: ChainNode }[],
): readonly Problem[] {
  return nodes.flatMap(({ path, node }, index) => {
    const first = nodes.slice(0, index).find((other) => other.node.publicKey === node.publicKey);
    if (first === undefined) return [];
    return [{ path: [...path, "publicKey"], message: `got the key of ${first.path.join(".")}` }];
  });
}
