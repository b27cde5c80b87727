import { recordOf, reportOn, stackWithQueue, suppressionOf } from "../../tests/gate";
import { baselineOf, checkovConfig } from "./baseline";

describe("Checkov's baseline", () => {
  it("holds the suppressed findings, by Checkov's own names", () => {
    const stacks = ["dev-data", "prod-data"].map((name) => stackWithQueue(name, [suppressionOf(name)]));
    const records = [
      ...stacks.map(({ name }) => recordOf(name)),
      recordOf("dev-data", { check: "CKV_AWS_168" }),
    ];
    const findings = [{ resource: "resource.queue_1", check_ids: ["CKV_AWS_27"] }];
    expect(baselineOf(reportOn({ stacks, records }))).toEqual({
      failed_checks: [
        { file: "/dev-data/cdk.tf.json", findings },
        { file: "/prod-data/cdk.tf.json", findings },
      ],
    });
  });

  it("never hides a finding that is open: Checkov ignores the file that a baseline names", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")]), stackWithQueue("prod-data")];
    const report = reportOn({ stacks, records: stacks.map(({ name }) => recordOf(name)) });
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(["suppressed", "failing"]);
    expect(baselineOf(report)).toEqual({ failed_checks: [] });
  });

  it("holds nothing whose suppression has expired", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", { expires: "2026-01-01" })])];
    expect(baselineOf(reportOn({ stacks, records: [recordOf("dev-data")] }))).toEqual({ failed_checks: [] });
  });
});

describe("the configuration for bare Checkov", () => {
  const paths = {
    scan: "out/check/scan",
    baseline: "out/check/.checkov.baseline",
    policies: "checkov-policies",
  };

  it("tolerates the checks that are open and no others", () => {
    const stacks = [stackWithQueue("dev-data")];
    const records = [recordOf("dev-data"), recordOf("dev-data", { check: "CKV_AWS_168" })];
    const config = checkovConfig(reportOn({ stacks, records }), paths);
    expect(config).toContain("soft-fail-on: [CKV_AWS_168]\n");
    expect(config).toContain('baseline: "out/check/.checkov.baseline"\n');
  });

  it("tolerates nothing when nothing is open", () => {
    const records = [recordOf("dev-data", { passed: true })];
    expect(checkovConfig(reportOn({ stacks: [stackWithQueue("dev-data")], records }), paths)).not.toContain(
      "soft-fail-on",
    );
  });
});
