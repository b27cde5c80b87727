import { readEnvironments } from "../envs/environments";
import { synthesizeApp } from "../tests/synthesize";
import { Platform } from "./platform";

const BOUNDARY = /^arn:aws:iam::\d{12}:policy\/foundation\/pitboss-[a-z]+-workload-boundary$/;

const stacks = synthesizeApp((app) => {
  for (const environment of readEnvironments()) new Platform(app, environment);
});
const outsideFoundation = [...stacks].filter(([name]) => !name.endsWith("-foundation"));

describe("a layer", () => {
  it.each(outsideFoundation)("gives every role the workload boundary: %s", (_, stack) => {
    for (const { name, permissions_boundary } of Object.values(stack.resources("aws_iam_role"))) {
      expect([name, permissions_boundary]).toEqual([name, expect.stringMatching(BOUNDARY)]);
    }
  });

  it("of the cluster has roles to bound", () => {
    expect(Object.keys(stacks.get("dev-cluster")!.resources("aws_iam_role")).length).toBeGreaterThan(3);
  });

  it("names its roles and policies so that the deploy role may make them", () => {
    for (const [name, stack] of outsideFoundation) {
      const prefix = new RegExp(`^pitboss-${name.replace(/-[a-z]+$/, "")}-`);
      for (const type of ["aws_iam_role", "aws_iam_policy"]) {
        for (const resource of Object.values(stack.resources(type))) {
          expect(resource.name).toEqual(expect.stringMatching(prefix));
          expect(resource).not.toHaveProperty("path");
        }
      }
    }
  });
});
