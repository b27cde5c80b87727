import type { Environment } from "../../envs/environment";
import { readEnvironments } from "../../envs/environments";
import { fieldsOf } from "./differences";

const environments = readEnvironments();
const fields = fieldsOf(environments);

function field(path: string) {
  return fields.find((each) => each.path === path)!;
}

describe("the fields of the environments", () => {
  it("stand by their dotted paths, and say whether they differ", () => {
    expect(field("network.nat")).toEqual({
      path: "network.nat",
      values: ["single", "per-zone", "per-zone"],
      differs: true,
    });
    expect(field("region").differs).toBe(false);
  });

  it("are written as people say them", () => {
    expect(field("production").values).toEqual(["no", "no", "yes"]);
    expect(field("budget.alertsAtPercent").values[0]).toBe("50, 80, 100");
  });

  it("differ where only some environments have them, beside their neighbours", () => {
    const [dev, , prod] = environments as [Environment, Environment, Environment];
    const { "steady-arm64": steady, ...pools } = dev.pools;
    const rows = fieldsOf([{ ...dev, pools }, prod]);
    const index = rows.findIndex(({ path }) => path === "pools.steady-arm64.architecture");
    expect(steady).toBeDefined();
    expect(rows[index]).toMatchObject({ values: [null, "arm64"], differs: true });
    expect(rows[index - 1]!.path).toMatch(/^pools\.general-amd64\./);
  });

  it("name each path once", () => {
    const paths = fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
