import fc from "fast-check";
import { createECDH } from "node:crypto";
import { hetznerLocations } from "./hetzner-location";
import { type ChainNode, byzantineTolerance, chainNodeProblems, crashTolerance, quorumOf } from "./quorum";

const subnet = "10.48.0.0/17";

/** The public key of a private key that everybody knows. */
const keyOf = (number: number) => {
  const key = createECDH("secp256k1");
  key.setPrivateKey(Buffer.from(number.toString(16).padStart(64, "0"), "hex"));
  return key.getPublicKey("hex").slice(2);
};
const keys = Array.from({ length: 41 }, (_, index) => keyOf(index + 1));

/** Validators, as many in each location as said: `spread([3, 2, 2])`. */
const spread = (counts: readonly number[]) => {
  const nodes: Record<string, ChainNode> = {};
  for (const [at, count] of counts.entries()) {
    for (let index = 0; index < count; index += 1) {
      const slot = Object.keys(nodes).length;
      nodes[`v${slot}`] = { slot, location: hetznerLocations[at]!, publicKey: keys[slot]! };
    }
  }
  return nodes;
};
const problems = (validators: Record<string, ChainNode>, sentries: Record<string, ChainNode> = {}) =>
  chainNodeProblems({ validators, sentries, subnet });
const messages = (validators: Record<string, ChainNode>) =>
  problems(validators).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("QBFT arithmetic", () => {
  it.each([
    [4, 3, 1, 1],
    [5, 4, 1, 1],
    [6, 4, 1, 2],
    [7, 5, 2, 2],
    [8, 6, 2, 2],
    [9, 6, 2, 3],
    [10, 7, 3, 3],
  ])("of %i validators: %i sign, %i may lie, %i may be gone", (count, quorum, lying, gone) => {
    expect([quorumOf(count), byzantineTolerance(count), crashTolerance(count)]).toEqual([
      quorum,
      lying,
      gone,
    ]);
  });

  it("never lets two quorums share liars only, and never waits for those who may be gone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
        expect(2 * quorumOf(count) - count).toBeGreaterThan(byzantineTolerance(count));
        expect(count - crashTolerance(count)).toBeGreaterThanOrEqual(quorumOf(count));
        expect(crashTolerance(count)).toBe(Math.floor(count / 3));
      }),
    );
  });

  it("has no spread over three locations in which each holds only as many as may lie", () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), (counts) => {
        const count = counts[0] + counts[1] + counts[2];
        fc.pre(count > 0);
        expect(Math.max(...counts)).toBeGreaterThan(byzantineTolerance(count));
      }),
    );
  });

  it("has spreads over three locations that outlive the loss of any: a third in each, and no other", () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), (counts) => {
        const count = counts[0] + counts[1] + counts[2];
        fc.pre(count > 0);
        const outlives = counts.every((lost) => count - lost >= quorumOf(count));
        expect(outlives).toBe(counts[0] === counts[1] && counts[1] === counts[2]);
        expect(outlives).toBe(Math.max(...counts) <= crashTolerance(count));
      }),
    );
  });
});

describe("the nodes of a chain", () => {
  it.each([[[2, 2, 2]], [[3, 3, 3]], [[4, 4, 4]]])("may be spread as %p", (counts) => {
    expect(problems(spread(counts))).toEqual([]);
  });

  it("are refused exactly when a location's loss would stop the chain", () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)), (counts) => {
        const count = counts[0] + counts[1] + counts[2];
        fc.pre(count >= 4);
        const stops = counts.filter((lost) => count - lost < quorumOf(count)).length;
        expect(problems(spread(counts))).toHaveLength(stops);
      }),
    );
  });

  it("are told of a location that holds too many, with the arithmetic", () => {
    expect(messages(spread([3, 2, 2]))).toEqual([
      "validators: got 3 of 7 validators in fsn1 (v0, v1, v2), expected at most 2: without fsn1 4 are left, and 5 must sign; " +
        "three locations need 6, 9 or 12 validators, a third of them in each",
    ]);
  });

  it.each([0, 1, 3])("are too few with %i validators", (count) => {
    expect(messages(spread([count]))).toEqual([
      `validators: got ${count} validators, expected at least 4: with fewer, one that lies can split the chain; ` +
        "three locations need 6, 9 or 12 validators, a third of them in each",
    ]);
  });

  it("have a slot, a place and a key each", () => {
    const nodes = spread([2, 2, 2]);
    nodes.v1 = { slot: 40, location: "fsn1-dc14", publicKey: "abc" };
    expect(problems(nodes).map(({ path, message }) => [path.join("."), message])).toEqual([
      ["validators.v1.slot", expect.stringContaining("whole number of 0 to 39, got 40")],
      ["validators.v1.location", 'got "fsn1-dc14", expected one of fsn1, hel1, nbg1'],
      ["validators.v1.publicKey", expect.stringContaining('got "abc"')],
    ]);
  });

  it("share neither a slot of their role nor a key", () => {
    const nodes = spread([2, 2, 2]);
    nodes.v3 = { ...nodes.v3!, slot: 0 };
    const sentry = { slot: 0, location: "hel1", publicKey: keys[5]! };
    expect(problems(nodes, { s0: sentry }).map(({ path, message }) => [path.join("."), message])).toEqual([
      ["validators.v3.slot", "got slot 0, which is v0's already"],
      ["sentries.s0.publicKey", "got the key of validators.v5"],
    ]);
  });
});
