import { command, jest, type Score, type Suite } from "./suite";

const suites: readonly Suite[] = [
  command("format", "node_modules/.bin/prettier", "--check", "--log-level=warn", "."),
  command("lint", "node_modules/.bin/eslint", "."),
  command("yaml", ".venv/bin/yamllint", "--strict", "."),
  jest("behaviour"),
  command("gate", process.execPath, "dist/cli/main.js", "check"),
];

const scores = suites.map(({ name, run }) => {
  console.log(`\n== ${name}`);
  return { name, ...run() };
});
console.log("");
for (const { name, passed, failed } of scores) {
  console.log(`${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
}
const total = (field: keyof Score): number => scores.reduce((sum, score) => sum + score[field], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 && total("passed") > 0 ? 0 : 1;
