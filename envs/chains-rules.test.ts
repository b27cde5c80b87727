import type { ChainsData } from "./chains-schema";
import { outOfStockOf } from "./chains-rules";
import { dev } from "./dev";
import type { EnvironmentData } from "./environment";
import { EnvironmentError, type Problem } from "./problem";
import { prod } from "./prod";
import { staging } from "./staging";
import { validateEnvironments } from "./validate";

type Mutable<Value> = { -readonly [Key in keyof Value]: Mutable<Value[Key]> };

/** The problems of production's data with some of its chain changed, or with some of the rest. */
function problemsWith(
  change: (chains: Mutable<ChainsData>, data: Mutable<EnvironmentData>) => void,
): readonly Problem[] {
  const data = structuredClone(prod) as Mutable<EnvironmentData>;
  change(data.chains as Mutable<ChainsData>, data);
  try {
    validateEnvironments({ "envs/prod.ts": data });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

const containing = (...texts: string[]): string =>
  expect.stringMatching(new RegExp(texts.join(".*"))) as string;

describe("the data of a chain", () => {
  it("holds as it is", () => {
    expect(problemsWith(() => undefined)).toEqual([]);
  });

  it("can be left off", () => {
    expect(problemsWith((_, data) => delete data.chains)).toEqual([]);
  });

  it.each<[string, (chains: Mutable<ChainsData>, data: Mutable<EnvironmentData>) => void, Partial<Problem>]>([
    [
      "too few validators",
      (chains) => (chains.validators = Object.fromEntries(Object.entries(chains.validators).slice(0, 3))),
      { path: "chains.validators", message: containing("got 3 validators, expected at least 4") },
    ],
    [
      "more validators in one location than the chain can lose",
      ({ validators }) => (validators["validator-1"]!.location = "fsn1"),
      {
        path: "chains.validators",
        message: containing("got 4 of 9 validators in fsn1", "expected at most 3"),
      },
    ],
    [
      "two validators with one slot",
      ({ validators }) => (validators["validator-1"]!.slot = 0),
      { path: "chains.validators.validator-1.slot", message: containing("slot 0, which is validator-0's") },
    ],
    [
      "a validator with a slot that there is no address for",
      ({ validators }) => (validators["validator-1"]!.slot = 40),
      { path: "chains.validators.validator-1.slot", message: containing("0 to 39, got 40") },
    ],
    [
      "a sentry with a validator's key",
      ({ validators, sentries }) => (sentries["sentry-0"]!.publicKey = validators["validator-0"]!.publicKey),
      { path: "chains.sentries.sentry-0.publicKey", message: containing("validators.validator-0") },
    ],
    [
      "a key with a mistyped digit",
      ({ sentries }) => {
        const key = sentries["sentry-0"]!.publicKey;
        sentries["sentry-0"]!.publicKey = key.startsWith("0") ? `1${key.slice(1)}` : `0${key.slice(1)}`;
      },
      { path: "chains.sentries.sentry-0.publicKey" },
    ],
    [
      "a genesis that is not the one that the chain began with",
      ({ chain }) => (chain.gasLimit = 20_000_000),
      { path: "chains.chain", message: containing("a chain that has begun keeps its genesis") },
    ],
    [
      "a founder who left, and whom the genesis has forgotten",
      ({ validators }) => (validators["validator-0"]!.genesis = false),
      { path: "chains.chain", message: containing("keeps its genesis") },
    ],
    [
      "a production chain whose genesis nothing holds",
      ({ chain }) => delete chain.genesisDigest,
      { path: "chains.chain.genesisDigest", message: containing("in production") },
    ],
    [
      "a worker with a validator's name, which could read its key",
      ({ kubernetes }) => {
        kubernetes.workers["validator-3"] = { slot: 17, location: "fsn1" };
      },
      {
        path: "chains.kubernetes.workers.validator-3",
        message: 'got the name "validator-3", which validators has already',
      },
    ],
    [
      "a sentry with the gateway's name",
      ({ sentries }) => {
        sentries.gateway = sentries["sentry-0"]!;
      },
      { path: "chains.sentries.gateway", message: containing("which wireGuard has already") },
    ],
    [
      "an even number of control planes",
      ({ kubernetes }) => {
        kubernetes.controlPlanes["control-plane-3"] = { slot: 3, location: "fsn1" };
      },
      {
        path: "chains.kubernetes.controlPlanes",
        message: containing("got 4 control planes, expected an odd number"),
      },
    ],
    [
      "control planes that a location takes with it",
      ({ kubernetes }) => (kubernetes.controlPlanes["control-plane-1"]!.location = "fsn1"),
      {
        path: "chains.kubernetes.controlPlanes",
        message: "got 2 of 3 control planes in fsn1, expected at most 1",
      },
    ],
    [
      "two workers with one slot",
      ({ kubernetes }) => (kubernetes.workers["worker-1"]!.slot = 0),
      { path: "chains.kubernetes.workers.worker-1.slot", message: "got slot 0, which is worker-0's already" },
    ],
    [
      "a server type that Hetzner sells no longer",
      ({ serverTypes }) => (serverTypes.worker.preferred = "cpx41"),
      { path: "chains.serverTypes.worker", message: containing('"cpx42"', 'got "cpx41"') },
    ],
    [
      "server types of which none is in stock",
      (chains) => (chains.outOfStock = { hel1: ["ccx23", "ccx33"] }),
      { path: "chains.serverTypes.validator", message: containing("in stock in hel1 among ccx23, ccx33") },
    ],
    [
      "a fallback of another architecture",
      ({ serverTypes }) => (serverTypes.sentry.fallbacks = ["cax41"]),
      { path: "chains.serverTypes.sentry", message: containing("amd64", "got cax41: arm64") },
    ],
    [
      "a WireGuard key that is none",
      ({ wireGuard }) => (wireGuard.publicKeys.aws = "AAAA"),
      { path: "chains.wireGuard.publicKeys.aws", message: containing('got "AAAA", expected a key') },
    ],
    [
      "one WireGuard key for both ends",
      ({ wireGuard }) => (wireGuard.publicKeys.aws = wireGuard.publicKeys.hetzner),
      { path: "chains.wireGuard.publicKeys", message: containing("one key for both ends") },
    ],
    [
      "a gateway that is not Graviton",
      ({ wireGuard }) => (wireGuard.instanceType = "t3.small"),
      {
        path: "chains.wireGuard.instanceType",
        message: containing('got "t3.small", expected a Graviton type'),
      },
    ],
    [
      "two dedicated machines at one address",
      ({ dedicated }) => (dedicated!.machines["archive-1"]!.slot = 0),
      { path: "chains.dedicated.machines.archive-1.slot", message: containing('that of "archive-0"') },
    ],
    [
      "a dedicated machine outside the vSwitch",
      ({ dedicated }) => (dedicated!.machines["archive-1"]!.slot = 5000),
      {
        path: "chains.dedicated.machines.archive-1.slot",
        message: containing("10\\.49\\.128\\.0/20", "got 5000"),
      },
    ],
    [
      "a dedicated machine with a sentry's key",
      ({ dedicated, sentries }) =>
        (dedicated!.machines["archive-0"]!.publicKey = sentries["sentry-0"]!.publicKey),
      { path: "chains.dedicated.machines.archive-0.publicKey", message: "got the key of sentry-0" },
    ],
    [
      "a Hetzner network that overlaps the VPC",
      (_, data) => (data.network.hetzner.network = "10.48.0.0/16"),
      { path: "network.hetzner.network", message: containing("overlaps vpc") },
    ],
  ])("refuses %s", (_, change, problem) => {
    expect(problemsWith(change)).toContainEqual(expect.objectContaining(problem));
  });

  it("keeps its genesis when a founder leaves and is remembered", () => {
    const problems = problemsWith(({ chain, validators }) => {
      chain.retiredFounders = [validators["validator-0"]!.publicKey];
      validators["validator-0"]!.genesis = false;
      validators["validator-0"]!.publicKey = sentryKey;
    });
    expect(problems).toEqual([]);
  });

  /** A key of the tests' own: the generator of secp256k1. */
  const sentryKey =
    "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
    "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

  it("is told of broken rules beside other malformed data", () => {
    const problems = problemsWith(({ kubernetes }, data) => {
      Object.assign(data, { account: 12 });
      kubernetes.workers["worker-1"]!.slot = 0;
    });
    expect(problems.map(({ path }) => path)).toEqual(["account", "chains.kubernetes.workers.worker-1.slot"]);
  });
});

describe("what is out of stock", () => {
  it("is nothing where nothing is said", () => {
    expect(outOfStockOf({})).toEqual({ fsn1: [], nbg1: [], hel1: [] });
    expect(outOfStockOf({ outOfStock: { hel1: ["ccx23"] } })).toEqual({
      fsn1: [],
      nbg1: [],
      hel1: ["ccx23"],
    });
  });
});

describe("the chains of the environments", () => {
  const chains = [dev, staging, prod].map(({ chains }) => chains!);

  it("share no number, or a transaction of one could be played on another", () => {
    expect(new Set(chains.map(({ chain }) => chain.chainId)).size).toBe(3);
  });

  it("share no key", () => {
    const keys = chains.flatMap(({ validators, sentries, dedicated, wireGuard }) => [
      ...Object.values({ ...validators, ...sentries, ...dedicated?.machines }).map(
        ({ publicKey }) => publicKey,
      ),
      ...Object.values(wireGuard.publicKeys),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
