import { type RobotMachine, robotProblems } from "./robot-machines";

const vSwitch = { range: "10.48.128.0/20", vlan: 4012 };

const machine = (slot: number, props: Partial<RobotMachine> = {}): RobotMachine => ({
  slot,
  serverNumber: 321_000 + slot,
  location: "FSN1-DC14",
  networkInterface: "enp0s31f6",
  roles: ["validator"],
  ...props,
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
