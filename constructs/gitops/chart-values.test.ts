import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartValues } from "./chart-values";

describe("the values of a chart", () => {
  const folder = mkdtempSync(join(tmpdir(), "pitboss-values-"));
  const write = (file: string, text: string): void => {
    mkdirSync(join(folder, "karpenter"), { recursive: true });
    writeFileSync(join(folder, "karpenter", file), text);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("are its own file, and over it the environment's where there is one", () => {
    write("values.yaml", "replicas: 2\n");
    write("prod.yaml", "replicas: 3\n");
    expect(chartValues(folder, "karpenter", "dev")).toEqual([{ replicas: 2 }]);
    expect(chartValues(folder, "karpenter", "prod")).toEqual([{ replicas: 2 }, { replicas: 3 }]);
  });

  it("may be none", () => {
    write("values.yaml", "# Nothing to change.\n");
    expect(chartValues(folder, "karpenter", "dev")).toEqual([{}]);
  });

  it.each(["- a list\n", "text\n", "12\n"])("are refused when they are no map: %j", (text) => {
    write("values.yaml", text);
    expect(() => chartValues(folder, "karpenter", "dev")).toThrow(
      "karpenter/values.yaml: expected a map of values",
    );
  });

  it.each(['key: ${file("/etc/passwd")}\n', "key: '%{ if true }'\n"])(
    "are refused when Terraform would evaluate them: %j",
    (text) => {
      write("values.yaml", text);
      expect(() => chartValues(folder, "karpenter", "dev")).toThrow("which Terraform would evaluate");
    },
  );

  it("are refused when there are none", () => {
    expect(() => chartValues(folder, "argo-cd", "dev")).toThrow("argo-cd/values.yaml");
  });
});
