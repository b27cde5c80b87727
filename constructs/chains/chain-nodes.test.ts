import { filesOf, fleetIn, networkIn } from "../../tests/fleet";
import { synthesizeBuilt } from "../../tests/synthesize";
import { ChainNodes } from "./chain-nodes";

/** The generator of secp256k1 and its double: points that a test can know. */
const ONE =
  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
  "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
const TWO =
  "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5" +
  "1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a";
const THREE =
  "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9" +
  "388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672";

const { stack, built } = synthesizeBuilt((scope) => {
  const network = networkIn(scope);
  const fleet = fleetIn(scope, network);
  const nodes = new ChainNodes({
    validators: { "validator-0": { slot: 3, location: "fsn1", publicKey: ONE } },
    sentries: { "sentry-0": { slot: 1, location: "nbg1", publicKey: TWO } },
    dedicated: {
      "archive-0": {
        slot: 5,
        location: "hel1",
        publicKey: THREE,
        serverNumber: 1,
        networkInterface: "enp5s0",
      },
    },
    volumes: { validatorGb: 20, sentryGb: 30 },
    cloudSubnet: "10.17.0.0/17",
    vSwitch: "10.17.128.0/20",
    genesis: { json: "{}\n", digest: "0".repeat(64) },
    nodeRanges: ["10.17.0.0/16"],
    clientRanges: ["10.16.0.0/16"],
  });
  nodes.addTo(fleet);
  return { nodes, fleet, dedicated: nodes.dedicatedMachines(fleet) };
});
const validator = stack.at("hcloud_server", "validator-0/server");
const sentry = stack.at("hcloud_server", "sentry-0/server");
const rulesOf = (server: Record<string, unknown>) => filesOf(server)["/etc/pitboss/firewall.nft"]!;

describe("the nodes of a chain", () => {
  it("have the addresses of their slots, on the cloud network and on the vSwitch", () => {
    expect(validator.network).toEqual([expect.objectContaining({ ip: "10.17.0.13" })]);
    expect(built.nodes.sentryAddresses).toEqual({ "sentry-0": "10.17.0.51", "archive-0": "10.17.128.7" });
  });

  it("keep the chain on volumes, and are known by no public address", () => {
    const volumes = Object.values(stack.resources("hcloud_volume"));
    expect(Object.fromEntries(volumes.map(({ name, size }) => [name, size]))).toEqual({
      "pitboss-test-validator-0-data": 20,
      "pitboss-test-sentry-0-data": 30,
    });
    expect(stack.types()).not.toContain("hcloud_primary_ip");
  });

  it("answer applications as sentries, and nobody but nodes as validators", () => {
    expect(rulesOf(sentry)).toMatch(/10\.16\.0\.0\/16.*tcp dport \{ 8545, 8546 \} accept/);
    expect(rulesOf(validator)).not.toMatch(/8545|10\.16\.0\.0/);
    expect(rulesOf(validator)).toMatch(/ip saddr \{ 10\.17\.0\.0\/16 \} tcp dport \{ 30303 \} accept/);
  });

  it("fetch one secret each, which is their key", () => {
    expect(built.fleet.secrets).toEqual({
      "validator-0": ["node-key"],
      "sentry-0": ["node-key"],
      "archive-0": ["node-key"],
    });
  });

  it("make of a dedicated machine what they make of a cloud server, on its own disk", () => {
    const { parts, roles } = built.dedicated["archive-0"]!;
    const paths = parts.flatMap(({ files = [] }) => files.map(({ path }) => path));
    expect(roles).toEqual(["sentry"]);
    expect(paths).toEqual(expect.arrayContaining(["/etc/besu/config.toml", "/etc/pitboss/firewall.nft"]));
    expect(JSON.stringify(parts)).not.toContain("/etc/fstab");
  });
});
