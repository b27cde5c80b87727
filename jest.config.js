/** @type {import("jest").Config} */
module.exports = {
  globalSetup: "<rootDir>/tests/build.cjs",
  testMatch: ["<rootDir>/{bench,cli,checkov-policies,constructs,envs,packages,stacks,tests}/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/"],
  coverageProvider: "v8",
  collectCoverageFrom: ["{cli,constructs,envs,stacks}/**/*.ts", "main.ts", "!**/*.test.ts"],
};
