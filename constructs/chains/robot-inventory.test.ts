import { synthesizeBuilt } from "../../tests/synthesize";
import { type EquippedMachine, RobotInventory, robotProblems } from "./robot-inventory";

const vSwitch = { range: "10.48.128.0/20", vlan: 4012 };

const machine = (slot: number, props: Partial<EquippedMachine> = {}): EquippedMachine => ({
  slot,
  serverNumber: 321_000 + slot,
  location: "FSN1-DC14",
  networkInterface: "enp0s31f6",
  roles: ["validator"],
  parts: [{ commands: ["echo ${HOME}"] }],
  ...props,
});

function build(machines: Readonly<Record<string, EquippedMachine>>) {
  return synthesizeBuilt(
    (scope) =>
      new RobotInventory(scope, "robot", {
        name: "pitboss-dev",
        vSwitch,
        network: "10.48.0.0/16",
        routes: { vpc: "10.32.0.0/16" },
        machines,
      }),
  );
}

describe("the inventory of dedicated machines", () => {
  it("gives each its slot's address on the vSwitch", () => {
    const { built } = build({ "validator-a": machine(0), "validator-b": machine(7) });
    expect(built.addresses).toEqual({ "validator-a": "10.48.128.2", "validator-b": "10.48.128.9" });
  });

  it("offers each machine's bootstrap as an output, a shell's variables and all", () => {
    const { output } = build({ "validator-a": machine(0) }).stack.document as {
      output: Record<string, { value: string; description: string }>;
    };
    expect(Object.keys(output)).toEqual(["robot_bootstrap_validator_a"]);
    const { value, description } = output.robot_bootstrap_validator_a!;
    expect(description).toBe("The bootstrap script of Robot server 321000 in FSN1-DC14: validator");
    expect(value).toContain("hostnamectl set-hostname pitboss-dev-validator-a");
    expect(value).toContain("route replace 10.48.0.0/16 via 10.48.128.1");
    expect(value).toContain("route replace 10.32.0.0/16 via 10.48.128.1");
    expect(value).toContain("echo $${HOME}");
  });

  it("refuses what is wrong with it, and says where", () => {
    expect(() => build({ a: machine(0), b: machine(0, { serverNumber: 1 }) })).toThrow(
      'test/robot: machines.b.slot: expected a slot of its own, got 0, which is that of "a"',
    );
  });
});

describe("what can be wrong with an inventory", () => {
  it("is nothing when all are in order", () => {
    expect(robotProblems(vSwitch, { a: machine(0), b: machine(1) })).toEqual([]);
  });

  it.each([3999, 4092, 4000.5])("is a VLAN of %p", (vlan) => {
    expect(robotProblems({ ...vSwitch, vlan }, {})).toEqual([
      { path: ["vSwitch", "vlan"], message: `expected a VLAN of 4000 to 4091, got ${vlan}` },
    ]);
  });

  it("is a slot outside of the vSwitch", () => {
    expect(robotProblems({ range: "10.48.128.0/29", vlan: 4012 }, { a: machine(5) })).toEqual([
      {
        path: ["machines", "a", "slot"],
        message:
          "expected the slot of a dedicated machine in 10.48.128.0/29 as a whole number of 0 to 4, got 5",
      },
    ]);
  });

  it("is a slot or a Robot number that two have", () => {
    const machines = { a: machine(0), b: machine(0), c: machine(2, { serverNumber: 321_000 }) };
    expect(robotProblems(vSwitch, machines).map(({ path }) => path.join("."))).toEqual([
      "machines.b.slot",
      "machines.b.serverNumber",
      "machines.c.serverNumber",
    ]);
  });

  it("is more than a vSwitch takes", () => {
    const machines = Object.fromEntries(
      Array.from({ length: 101 }, (_, slot) => [`machine-${slot}`, machine(slot)]),
    );
    expect(robotProblems(vSwitch, machines)).toEqual([
      { path: ["machines"], message: "expected at most 100 machines on a vSwitch, got 101" },
    ]);
  });
});
