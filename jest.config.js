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
  // V8 measures every script that a process ever loaded, after each test: one process for all of them takes seconds a test.
  maxWorkers: "100%",
  workerIdleMemoryLimit: "600MB",
  collectCoverageFrom: ["{cli,constructs,envs,stacks}/**/*.ts", "main.ts", "!**/*.test.ts"],
};
