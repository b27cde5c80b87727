import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

interface Message {
  readonly ruleId: string | null;
}

const root = resolve(__dirname, "..");

/** The rules that a file of constructs would break with this code. */
function broken(code: string): (string | null)[] {
  const { stdout } = spawnSync(
    "node_modules/.bin/eslint",
    ["--stdin", "--stdin-filename", "constructs/core/naming.ts", "--format", "json"],
    { cwd: root, encoding: "utf8", input: code },
  );
  const [{ messages }] = JSON.parse(stdout) as [{ messages: Message[] }];
  return messages.map(({ ruleId }) => ruleId).filter((rule) => rule?.startsWith("no-restricted-") ?? true);
}

describe("the rules on imports", () => {
  it("refuse a provider's barrel and CDKTF past its seam, in every spelling", () => {
    const spellings = [
      'import * as aws from "@cdktf/provider-aws";',
      'import { vpc } from "@cdktf/provider-aws/lib";',
      'import { vpc as one } from "@cdktf/provider-aws/lib/index";',
      'import { vpc as two } from "@cdktf/provider-aws/lib/index.js";',
      'import { vpc as three } from "@cdktf/provider-aws/lib/lazy-index";',
      'import { App } from "cdktf";',
      'export * from "cdktf/lib/app";',
    ];
    expect(broken(spellings.join("\n"))).toEqual(spellings.map(() => "no-restricted-imports"));
  });

  it("refuse what they could not see into", () => {
    const code = 'void import("@cdktf/provider-aws");\nconst aws = require("@cdktf/provider-aws");';
    expect(broken(code)).toEqual(["no-restricted-syntax", "no-restricted-syntax"]);
  });

  it("let one construct of a provider through", () => {
    expect(broken('import { Vpc } from "@cdktf/provider-aws/lib/vpc";')).toEqual([]);
  });
});
