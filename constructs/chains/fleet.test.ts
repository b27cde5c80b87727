import { filesOf, fleetIn, networkIn } from "../../tests/fleet";
import { type SynthesizedStack, synthesize } from "../../tests/synthesize";
import type { Fleet, FleetMachine, FleetProps } from "./fleet";

const sentry: FleetMachine = {
  name: "sentry-0",
  role: "sentry",
  slot: 0,
  location: "fsn1",
  secrets: [{ name: "node-key" }],
  allow: [{ description: "peers", protocol: "tcp", ports: [30303], from: ["10.17.0.0/16"] }],
  parts: () => [],
};

function synthesized(build: (fleet: Fleet) => void, changes: Partial<FleetProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    build(fleetIn(stack, networkIn(stack), changes));
  });
}

describe("a machine of the fleet", () => {
  const stack = synthesized((fleet) =>
    fleet.add({
      ...sentry,
      volumeGb: 20,
      parts: ({ volumeDevice }) => [{ files: [{ path: "/device", content: volumeDevice ?? "none" }] }],
    }),
  );
  const server = stack.only("hcloud_server");
  const files = filesOf(server);

  it("has its slot's address, and the first server type that is there", () => {
    expect(server.network).toEqual([expect.objectContaining({ ip: "10.17.0.50" })]);
    expect(server).toMatchObject({ name: "pitboss-test-sentry-0", server_type: "ccx13", image: "debian-13" });
  });

  it("has an identity, a packet filter, updates and a way to the VPC, whatever it is", () => {
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        "/etc/pitboss/firewall.nft",
        "/etc/apt/apt.conf.d/52pitboss",
        "/usr/local/sbin/pitboss-fetch-secrets",
        "/etc/systemd/system/pitboss-routes.service",
      ]),
    );
    expect(files["/usr/local/sbin/pitboss-private-interface"]).toContain("ip address replace 10.17.0.50/32");
    expect(files["/etc/systemd/system/pitboss-routes.service"]).toContain(
      "10.16.0.0/16 via 10.17.0.1 mtu 1440",
    );
  });

  it("is told the device of its volume, which is made with it", () => {
    expect(files["/device"]).toMatch(/^\$\{hcloud_volume\.machines_sentry-0_volume_\w+\.linux_device\}$/);
  });

  it("lets people in by their keys, who come through the tunnel, and nobody else", () => {
    expect(server.ssh_keys).toEqual(["platform-team"]);
    const doors = files["/etc/pitboss/firewall.nft"]!.split("\n").filter((line) => line.includes("{ 22 }"));
    expect(doors).toEqual([expect.stringContaining("ip saddr { 10.19.0.1/32 } tcp dport { 22 } accept")]);
  });

  it("does without a volume where there is none", () => {
    const bare = synthesized((fleet) =>
      fleet.add({
        ...sentry,
        parts: (berth) => [{ files: [{ path: "/berth", content: JSON.stringify(berth) }] }],
      }),
    );
    expect(JSON.parse(filesOf(bare.only("hcloud_server"))["/berth"]!)).toEqual({
      address: "10.17.0.50",
      architecture: "amd64",
    });
    expect(bare.resources("hcloud_volume")).toEqual({});
  });

  it("is another type where the first is out of stock", () => {
    const scarce = synthesized((fleet) => fleet.add(sentry), { outOfStock: { fsn1: ["ccx13"] } });
    expect(scarce.only("hcloud_server").server_type).toBe("ccx23");
  });
});

describe("the fleet", () => {
  it("knows which secrets each machine fetches, those of dedicated machines too", () => {
    synthesized((fleet) => {
      fleet.add(sentry);
      fleet.equip({
        name: "archive-0",
        architecture: "amd64",
        secrets: [{ name: "node-key", owner: "besu" }],
        allow: [],
        parts: [],
      });
      expect(fleet.secrets).toEqual({ "sentry-0": ["node-key"], "archive-0": ["node-key"] });
    });
  });

  it("refuses a second machine of a name, which could read the first one's secrets", () => {
    expect(() =>
      synthesized((fleet) => {
        fleet.add(sentry);
        fleet.add({ ...sentry, role: "validator" });
      }),
    ).toThrow('test/machines: expected the name "sentry-0" to be one machine\'s, got two');
  });

  it("gives the gateway no route through itself", () => {
    const stack = synthesized((fleet) => fleet.add({ ...sentry, name: "gateway", role: "gateway" }));
    const gateway = filesOf(stack.only("hcloud_server"));
    expect(gateway).not.toHaveProperty(["/etc/systemd/system/pitboss-routes.service"]);
    expect(gateway).toHaveProperty(["/etc/systemd/system/pitboss-private-interface.service"]);
  });
});
