import { AddressPlan } from "../constructs/network/address-plan";
import { addressesOf } from "../envs/addresses";
import { readEnvironments } from "../envs/environments";
import { policyOf, type SynthesizedStack, synthesizeApp } from "../tests/synthesize";
import type { ChainsData } from "../envs/chains-schema";
import type { Environment } from "../envs/environment";
import { ChainsStack } from "./chains";
import { ClusterStack } from "./cluster";
import { FoundationStack } from "./foundation";
import { NetworkStack } from "./network";

type Body = Record<string, unknown>;

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
}

const environments = readEnvironments();

function chainsOf(environment: Environment, chains: ChainsData = environment.chains!): SynthesizedStack {
  const stacks = synthesizeApp((app) => {
    const foundation = new FoundationStack(app, environment).exports;
    const network = new NetworkStack(app, environment, { foundation }).exports;
    const cluster = new ClusterStack(app, environment, { foundation, network }).exports;
    new ChainsStack(app, environment, chains, { foundation, network, cluster });
  });
  return stacks.get(`${environment.name}-chains`)!;
}

function serversOf(stack: SynthesizedStack): Record<string, Body> {
  const servers = Object.values(stack.resources("hcloud_server"));
  return Object.fromEntries(servers.map((server) => [server.name as string, server]));
}

/** What Terraform sends: its escapes undone, and a figure for each reference. */
function userDataOf(server: Body): string {
  return (server.user_data as string)
    .replace(/(?<!\$)\$\{[^}]*\}/g, "10")
    .replaceAll("$${", "${")
    .replaceAll("%%{", "%{");
}

function fileOf(server: Body, path: string): string {
  const config = JSON.parse(userDataOf(server).replace("#cloud-config\n", "")) as CloudConfig;
  return config.write_files.find((file) => file.path === path)!.content;
}

it("is in every environment", () => {
  const withChain = environments.filter(({ chains }) => chains !== undefined);
  expect(withChain.map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
});

describe.each(environments.map((environment) => [environment.name, environment] as const))(
  "the chains of %s",
  (name, environment) => {
    const stack = chainsOf(environment);
    const servers = serversOf(stack);
    const plan = AddressPlan.from(addressesOf(environment));
    const aws = stack.only("aws_instance");
    const hetzner = servers[`pitboss-${name}-gateway`]!;
    const chains = environment.chains!;

    it("has a machine for each name in the data, and the gateway", () => {
      const { validators, sentries, kubernetes } = chains;
      const names = [
        "gateway",
        ...Object.keys({ ...validators, ...sentries }),
        ...Object.keys({ ...kubernetes.controlPlanes, ...kubernetes.workers }),
      ];
      expect(Object.keys(servers).sort()).toEqual(names.map((each) => `pitboss-${name}-${each}`).sort());
    });

    it("holds no private key, token or password", () => {
      const text = JSON.stringify(stack.document);
      expect(text).not.toMatch(/PRIVATE KEY-----|PrivateKey\s*=|"token"\s*:\s*"[^$"]/);
      expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|hcloud_token|"(secret_string|secret_binary|password)"/);
      expect(stack.resources("aws_secretsmanager_secret_version")).toEqual({});
      expect(stack.document.provider).toMatchObject({ hcloud: [{}] });
    });

    it("tells the gateways no key but the public one of the other", () => {
      for (const gateway of [aws, hetzner]) {
        const keys = userDataOf(gateway).match(/(?<![\w+/])[\w+/]{43}=(?![\w+/=])/g);
        expect(keys).toHaveLength(1);
        expect(Object.values(chains.wireGuard.publicKeys)).toContain(keys![0]);
      }
    });

    it("tells every machine what it is in what Hetzner and EC2 take", () => {
      for (const server of Object.values(servers)) {
        expect(Buffer.byteLength(userDataOf(server))).toBeLessThanOrEqual(32_768 - 2_048);
      }
      expect(Buffer.byteLength(aws.user_data as string)).toBeLessThanOrEqual(16_384);
    });

    it("names to each machine its own folder of secrets and no other", () => {
      for (const [server, body] of Object.entries(servers)) {
        const machine = server.replace(`pitboss-${name}-`, "");
        const folders = userDataOf(body).match(new RegExp(`pitboss-${name}/chains/[\\w-]+`, "g"));
        expect([...new Set(folders)]).toEqual([`pitboss-${name}/chains/${machine}`]);
      }
    });

    it("has a place for every secret that a machine fetches, and for no other", () => {
      const expected = Object.entries(servers).flatMap(([server, body]) => {
        const fetching = fileOf(body, "/usr/local/sbin/pitboss-fetch-secrets");
        const list = /<<'SECRETS'\n([\s\S]*?)\nSECRETS/.exec(fetching)![1]!;
        const machine = server.replace(`pitboss-${name}-`, "");
        return list.split("\n").map((line) => `pitboss-${name}/chains/${machine}/${line.split(" ")[0]!}`);
      });
      const dedicated = Object.keys(chains.dedicated?.machines ?? {});
      const places = Object.values(stack.resources("aws_secretsmanager_secret")).map((secret) => secret.name);
      expect(places.sort()).toEqual(
        [
          ...expected,
          ...dedicated.map((machine) => `pitboss-${name}/chains/${machine}/node-key`),
          `pitboss-${name}/chains/aws-gateway/wireguard-private-key`,
        ].sort(),
      );
    });

    it("closes each secret to every other role and machine", () => {
      for (const policy of Object.values(stack.resources("aws_secretsmanager_secret_policy"))) {
        expect(policy.block_public_policy).toBe(true);
        const statements = policyOf(policy).Statement;
        expect(statements.map(({ Effect }) => Effect)).not.toContain("Allow");
        expect(statements[0]!.Condition).toHaveProperty(["StringNotEquals", "aws:PrincipalArn"]);
      }
    });

    it("routes to each other what the address plan gives each side", () => {
      const expected = plan.routedToHetzner.map(String).sort();
      const byTable = new Map<unknown, unknown[]>();
      for (const { route_table_id: table, destination_cidr_block: range } of Object.values(
        stack.resources("aws_route"),
      )) {
        byTable.set(table, [...(byTable.get(table) ?? []), range]);
      }
      expect(byTable.size).toBe(3 * Object.keys(plan.zones).length);
      for (const ranges of byTable.values()) expect(ranges.sort()).toEqual(expected);

      const routes = Object.values(stack.resources("hcloud_network_route"));
      expect(routes.map(({ destination }) => destination).sort()).toEqual(
        [plan.vpc.toString(), plan.reserved.wireGuard.toString()].sort(),
      );
    });

    it("makes the two ends of the tunnel agree", () => {
      const ends = [aws, hetzner].map((machine) => fileOf(machine, "/etc/wireguard/wg0.conf"));
      const [atAws, atHetzner] = ends as [string, string];
      const setting = (text: string, key: string) => new RegExp(`^${key} = (.*)$`, "m").exec(text)?.[1];
      for (const end of ends) expect(setting(end, "MTU")).toBe(String(plan.mtu.wireGuard));
      expect(setting(atAws, "AllowedIPs")).toBe(plan.routedToHetzner.join(", "));
      expect(setting(atAws, "PublicKey")).toBe(chains.wireGuard.publicKeys.hetzner);
      expect(setting(atHetzner, "PublicKey")).toBe(chains.wireGuard.publicKeys.aws);
      const ownAtAws = setting(atAws, "Address")!.replace(/\/\d+$/, "/32");
      expect(setting(atHetzner, "AllowedIPs")).toBe(`${plan.vpc.toString()}, ${ownAtAws}`);
    });

    it("starts each node of the chain from the same genesis", () => {
      const nodes = Object.keys({ ...chains.validators, ...chains.sentries });
      const sums = nodes.map((node) =>
        fileOf(servers[`pitboss-${name}-${node}`]!, "/etc/besu/genesis.sha256"),
      );
      const output = stack.document.output as Record<string, { value: string }>;
      expect(new Set(sums)).toEqual(new Set([`${output.genesis_digest!.value}  /etc/besu/genesis.json\n`]));
    });

    it("lets one control plane found the cluster, and no other", () => {
      const founders = Object.keys(servers).filter((server) =>
        userDataOf(servers[server]!).includes("pitboss-found-cluster"),
      );
      expect(founders).toEqual([`pitboss-${name}-control-plane-0`]);
    });

    it("takes hcloud's token from the environment, and a range of the provider", () => {
      const { required_providers: providers } = stack.document.terraform as Record<string, unknown>;
      expect(providers).toMatchObject({ hcloud: { source: "hetznercloud/hcloud", version: "~> 1.68" } });
    });
  },
);

describe("a validator that joins", () => {
  const before = environments.find(({ name }) => name === "staging")!;
  const publicKey =
    "46c6f7175e9308ce8a91c6fb18746ad387809f773d0e9c4160c1a4cd58cd83bc4852f90149a3f6b3df3a1738e0e0bdaf32a71c6e7678ee2a46c7eaaab40e3f5c";
  const validators = {
    "validator-zulu": { slot: 9, location: "hel1" as const, publicKey, genesis: false },
    ...before.chains!.validators,
  };
  const one = chainsOf(before);
  const other = chainsOf(before, { ...before.chains!, validators });

  /** All resources by address, without what Terraform ignores of a server that stands. */
  function resources(stack: SynthesizedStack): Map<string, Body> {
    const entries = stack.types().flatMap((type) =>
      Object.entries(stack.resources(type)).map(([id, body]): [string, Body] => {
        const ignored = (body.lifecycle as { ignore_changes?: string[] } | undefined)?.ignore_changes ?? [];
        const kept = Object.entries(body).filter(([attribute]) => !ignored.includes(attribute));
        return [`${type}.${id}`, Object.fromEntries(kept)];
      }),
    );
    return new Map(entries);
  }

  it("changes nothing that stands, though it comes first in the data", () => {
    const after = resources(other);
    for (const [address, body] of resources(one))
      expect([address, after.get(address)]).toEqual([address, body]);
  });

  it("adds a machine with its volume and its place for a key", () => {
    const added = [...resources(other).keys()].filter((address) => !resources(one).has(address));
    expect(added.map((address) => address.replace(/\..*/, "")).sort()).toEqual([
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_policy",
      "hcloud_server",
      "hcloud_volume",
      "hcloud_volume_attachment",
    ]);
  });

  it("is not in the genesis, which the chain has begun with", () => {
    const digest = (stack: SynthesizedStack) =>
      (stack.document.output as Record<string, { value: string }>).genesis_digest!.value;
    expect(digest(other)).toBe(digest(one));
  });
});
