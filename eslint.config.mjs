import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Importing a provider's barrel costs 6 s and 550 MB; one construct costs 5 ms. */
const providerBarrels = {
  regex: "^@cdktf/provider-[^/]+(/lib(/(lazy-)?index(\\.js)?)?)?/?$",
  message: "Import one construct of a provider: @cdktf/provider-aws/lib/vpc.",
};

/** The move from cdktf to its successor cdktn is then a change to one file (docs/decisions.md). */
const cdktfSeam = {
  regex: "^cdktf(/|$)",
  message: "Import CDKTF through constructs/core/cdktf.ts, the one file that names the package.",
};

const tests = ["**/*.test.ts", "tests/**/*.ts"];

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "coverage/", ".venv/", "node_modules/", "packages/*/lib/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-restricted-imports": ["error", { patterns: [cdktfSeam, providerBarrels] }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Name what a module exports." },
        // Neither is seen by no-restricted-imports.
        {
          selector: "ImportExpression",
          message: "Import at the top of the file, where the rules on imports see it.",
        },
        { selector: "CallExpression[callee.name='require']", message: "Import instead of requiring." },
      ],
    },
  },
  {
    files: ["constructs/core/cdktf.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [providerBarrels] }] },
  },
  {
    files: tests,
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/explicit-function-return-type": "off",
      // Jest's asymmetric matchers are typed as any.
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { console: "readonly", module: "readonly", process: "readonly", require: "readonly" },
    },
    rules: {
      "no-restricted-syntax": "off",
      "@typescript-eslint/explicit-function-return-type": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
);
