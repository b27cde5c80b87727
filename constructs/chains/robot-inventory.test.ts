import { synthesizeBuilt } from "../../tests/synthesize";
import { RobotInventory } from "./robot-inventory";
import type { EquippedMachine } from "./robot-machines";

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
