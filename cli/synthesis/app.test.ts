import { appMessage } from "./app";

const app = "node main.js";

function failed(stderr: string, stdout = "") {
  return appMessage({ code: 1, stdout, stderr }, app);
}

describe("what an app said before it failed", () => {
  it("is passed on as it is when the app says it itself", () => {
    const said = "2 problems in the environments' data\n  envs/prod.ts cluster: expected a Kubernetes minor";
    expect(failed(`${said}\n`)).toBe(said);
  });

  it("is the message alone of an error that Node printed, and where to get the stack", () => {
    const stderr = [
      "/work/dist/stacks/platform.js:10",
      "    throw new LayerError(problems);",
      "    ^",
      "",
      "LayerError: 2 problems",
      "  envs/prod.ts network.vpc: expected a range",
      "  envs/dev.ts owner: expected a team",
      "    at Platform.build (/work/dist/stacks/platform.js:10:11)",
      "    at node:internal/main/run_main_module:28:49 {",
      "  problems: [ [Object] ]",
      "}",
      "",
      "Node.js v20.20.2",
    ];
    expect(failed(stderr.join("\n"))).toBe(
      [
        "LayerError: 2 problems",
        "  envs/prod.ts network.vpc: expected a range",
        "  envs/dev.ts owner: expected a team",
        "",
        "For the stack trace: node main.js",
      ].join("\n"),
    );
  });

  it("includes what the compiler printed", () => {
    expect(failed("", "stacks/a.ts(1,1): error TS2307: Cannot find module")).toContain("error TS2307");
  });

  it("is its exit code when it said nothing", () => {
    expect(failed("")).toBe("The app ended with exit code 1.");
    expect(appMessage({ code: null, stdout: "", stderr: "" }, app)).toBe("The app ended with a signal.");
  });
});
