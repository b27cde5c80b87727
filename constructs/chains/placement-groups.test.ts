import { HcloudProvider } from "@cdktf/provider-hcloud/lib/provider";
import { Server } from "@cdktf/provider-hcloud/lib/server";
import fc from "fast-check";
import { synthesize } from "../../tests/synthesize";
import { type HetznerLocation, hetznerLocations } from "./hetzner-location";
import { type PlacedMachine, PlacementGroups } from "./placement-groups";

/** Places machines, and says which group each server is in, by the machine's name. */
function place(machines: readonly PlacedMachine[]) {
  const stack = synthesize((scope) => {
    new HcloudProvider(scope, "hcloud");
    const groups = new PlacementGroups(scope, "groups", { name: "pitboss-dev", labels: { env: "dev" } });
    for (const machine of machines) {
      const placementGroupId = groups.idFor(machine);
      new Server(scope, machine.name, { name: machine.name, serverType: "cpx32", placementGroupId });
    }
  });
  const groups = Object.values(stack.resources("hcloud_placement_group"));
  const servers = Object.values(stack.resources("hcloud_server"));
  return {
    groups,
    names: groups.map(({ name }) => name as string).sort(),
    groupOf: new Map(servers.map((server) => [server.name as string, server.placement_group_id as string])),
  };
}

const validator = (slot: number, location: HetznerLocation = "fsn1"): PlacedMachine => ({
  name: `validator-${slot}`,
  role: "validator",
  location,
  slot,
});

describe("placement groups", () => {
  it("spread machines of a role in a location over hosts, ten slots a group", () => {
    const { groups, names } = place([0, 9, 10, 19, 20].map((slot) => validator(slot)));
    expect(names).toEqual([
      "pitboss-dev-validator-fsn1-0",
      "pitboss-dev-validator-fsn1-1",
      "pitboss-dev-validator-fsn1-2",
    ]);
    expect(groups[0]).toMatchObject({ type: "spread", labels: { env: "dev", role: "validator" } });
  });

  it("are another role's and another location's own", () => {
    const { names } = place([
      validator(0, "fsn1"),
      validator(1, "hel1"),
      { name: "sentry-0", role: "sentry", location: "fsn1", slot: 0 },
    ]);
    expect(names).toEqual([
      "pitboss-dev-sentry-fsn1-0",
      "pitboss-dev-validator-fsn1-0",
      "pitboss-dev-validator-hel1-0",
    ]);
  });

  it("never hold more than ten, and do not change for one machine when others come, go or change places", () => {
    const anyMachines = fc
      .uniqueArray(fc.tuple(fc.nat(39), fc.constantFrom(...hetznerLocations)), { selector: ([slot]) => slot })
      .map((machines) => machines.map(([slot, location]) => validator(slot, location)));
    fc.assert(
      fc.property(anyMachines, fc.nat(), (machines, seed) => {
        const all = place(machines).groupOf;
        expect(all.size).toBe(machines.length);
        const sizes = [...all.values()].map(
          (group) => [...all.values()].filter((other) => other === group).length,
        );
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(10);
        const some = machines.filter((_, index) => (index + seed) % 2 === 0).reverse();
        for (const [name, group] of place(some).groupOf) expect(group).toBe(all.get(name));
      }),
      { numRuns: 20 },
    );
  });

  it("have one machine a slot", () => {
    expect(() => place([validator(3), { ...validator(3, "nbg1"), name: "validator-b" }])).toThrow(
      'test/groups: expected each slot of a validator to be one machine\'s, got slot 3 of both "validator-3" and "validator-b"',
    );
  });
});
