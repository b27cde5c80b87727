import { stripVTControlCharacters } from "node:util";
import { recordOf, reportOn, stackWithQueue, suppressionOf } from "../../tests/gate";
import { summaryOf, verdictOf } from "./summary";

const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")]), stackWithQueue("prod-data")];
const report = reportOn({
  stacks,
  records: [
    recordOf("dev-data"),
    recordOf("dev-data", { check: "CKV_AWS_168", passed: true }),
    recordOf("prod-data"),
    recordOf("prod-data", { check: "CKV_AWS_168" }),
    recordOf("prod-data", { check: "CKV_AWS_999" }),
  ],
});
const summary = stripVTControlCharacters(summaryOf(report));

describe("the summary", () => {
  it("shows each layer in numbers, and all of them", () => {
    const [header, ...rows] = summary.split("\n").map((line) => line.split(/ {2,}/));
    expect(header).toEqual([
      "environment",
      "layer",
      "resources",
      "unchecked",
      "passed",
      "critical",
      "high",
      "medium",
      "low",
      "suppressed",
    ]);
    expect(rows.slice(0, 3)).toEqual([
      ["dev", "data", "1", "·", "1", "·", "·", "·", "·", "1"],
      ["prod", "data", "1", "·", "0", "·", "2", "1", "·", "·"],
      ["all", "2", "·", "1", "·", "2", "1", "·", "1"],
    ]);
  });

  it("says of a failing finding what is wrong, where in the code, and how to accept it", () => {
    expect(summary).toContain(
      "✗ CKV_AWS_27  HIGH  Ensure all data stored in the SQS queue is encrypted\n    prod-data/queue",
    );
    expect(summary).toContain('Suppressions.add(construct, { check: "CKV_AWS_27", reason:');
  });

  it("lists nothing that passes", () => {
    expect(summary).not.toContain("dev-data/queue");
    expect(summary).not.toContain("CKV_AWS_168");
  });

  it("asks for a judgement of unmapped checks", () => {
    expect(summary).toContain("! CKV_AWS_999 has no severity and counts as HIGH");
  });

  it("names an expired suppression at its finding", () => {
    const expired = stackWithQueue("dev-data", [suppressionOf("dev-data", { expires: "2026-11-20" })]);
    const text = stripVTControlCharacters(
      summaryOf(reportOn({ stacks: [expired], records: [recordOf("dev-data")] })),
    );
    expect(text).toContain("(its suppression expired 2026-11-20)");
    expect(text).toContain("✗ expired-suppression  the suppression of CKV_AWS_27 at dev-data/queue");
  });
});

it("the verdict is one line", () => {
  expect(stripVTControlCharacters(verdictOf(report, "7.1 s"))).toBe(
    "✗ The gate refused: 1 check passed, 2 failing, 1 open below HIGH, 1 suppressed; 7.1 s.",
  );
  const passing = reportOn({
    stacks: [stackWithQueue("dev-data")],
    records: [recordOf("dev-data", { passed: true })],
  });
  expect(stripVTControlCharacters(verdictOf(passing, "7.1 s"))).toMatch(
    /^✓ The gate passed: 1 check passed, 0 failing/,
  );
});
