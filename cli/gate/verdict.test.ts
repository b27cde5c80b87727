import { recordOf, reportOn, stackOf, stackWithQueue, suppressionOf } from "../../tests/gate";

const passing = recordOf("dev-data", { passed: true, check: "CKV_AWS_168" });

describe("the gate", () => {
  it("passes a stack that was checked and has no finding", () => {
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], records: [passing] });
    expect(report).toMatchObject({ passed: true, problems: [], findings: [] });
    expect(report.stacks).toEqual([
      expect.objectContaining({
        environment: "dev",
        layer: "data",
        resources: 1,
        checksPassed: 1,
        unchecked: 0,
      }),
    ]);
  });

  it("refuses a HIGH finding", () => {
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], records: [recordOf("dev-data")] });
    expect(report.passed).toBe(false);
    expect(report.findings).toEqual([
      expect.objectContaining({ check: "CKV_AWS_27", severity: "HIGH", verdict: "failing" }),
    ]);
    expect(report.stacks[0]!.unsuppressed).toEqual({ CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 0 });
  });

  it("passes a MEDIUM finding, and counts it", () => {
    const record = recordOf("dev-data", { check: "CKV_AWS_168" });
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], records: [record] });
    expect(report).toMatchObject({ passed: true, findings: [{ verdict: "open" }] });
    expect(report.stacks[0]!.unsuppressed.MEDIUM).toBe(1);
  });

  it("refuses a finding that nobody has judged, and says that it is unmapped", () => {
    const record = recordOf("dev-data", { check: "CKV_AWS_999" });
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], records: [record] });
    expect(report).toMatchObject({
      passed: false,
      unmapped: ["CKV_AWS_999"],
      findings: [{ severity: "HIGH" }],
    });
  });
});

describe("a scan that did not look", () => {
  it("is refused when Checkov could not read a stack", () => {
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], notParsed: ["dev-data"] });
    expect(report.passed).toBe(false);
    expect(report.problems).toEqual([
      {
        kind: "not-parsed",
        stack: "dev-data",
        message: expect.stringContaining("check/scan/dev-data/cdk.tf.json"),
      },
    ]);
  });

  it("is refused when we could not read a stack, and names the file", () => {
    const file = "stacks/dev-data/cdk.tf.json";
    const unreadable = [{ ...stackWithQueue("dev-data"), file, problem: "SyntaxError: Unexpected end" }];
    const { passed, problems } = reportOn({ stacks: [], unreadable });
    expect(passed).toBe(false);
    expect(problems).toEqual([
      {
        kind: "not-parsed",
        stack: "dev-data",
        message: `${file} cannot be read: SyntaxError: Unexpected end`,
      },
    ]);
  });

  it("is refused when one stack of several was not checked", () => {
    const stacks = [stackWithQueue("dev-data"), stackWithQueue("prod-data")];
    const { passed, problems } = reportOn({ stacks, records: [passing] });
    expect(passed).toBe(false);
    expect(problems).toEqual([
      {
        kind: "nothing-checked",
        stack: "prod-data",
        message: "no check looked at any of the 1 resource of prod-data; no policy is about aws_sqs_queue",
      },
    ]);
  });

  it("is refused when only the provider of a stack was checked", () => {
    const provider = recordOf("dev-data", { block: "provider.aws", passed: true });
    const { problems } = reportOn({ stacks: [stackWithQueue("dev-data")], records: [provider] });
    expect(problems).toMatchObject([{ kind: "nothing-checked", stack: "dev-data" }]);
  });

  it("passes a stack without resources when its provider was checked", () => {
    const provider = recordOf("dev-edge", { block: "provider.aws", passed: true });
    expect(reportOn({ stacks: [stackOf("dev-edge")], records: [provider] }).passed).toBe(true);
    expect(reportOn({ stacks: [stackOf("dev-edge")] }).passed).toBe(false);
  });

  it("is refused when there is no stack at all", () => {
    expect(reportOn({ stacks: [] })).toMatchObject({
      passed: false,
      problems: [{ kind: "nothing-checked" }],
    });
  });

  it("is refused when Checkov complained: some check did not run", () => {
    const complaints = ["Cannot load external check 'sec01'"];
    const report = reportOn({ stacks: [stackWithQueue("dev-data")], records: [passing], complaints });
    expect(report).toMatchObject({
      passed: false,
      problems: [{ kind: "not-checked", stack: null, message: "Cannot load external check 'sec01'" }],
    });
  });

  it("counts the resources that no check is about", () => {
    const stack = stackOf("dev-data", {
      resource: { aws_sqs_queue: { queue_1: {} }, random_id: { id_1: {}, id_2: {} } },
    });
    expect(reportOn({ stacks: [stack], records: [passing] }).stacks[0]).toMatchObject({
      resources: 3,
      unchecked: 2,
    });
  });
});

describe("a suppression", () => {
  const finding = recordOf("dev-data");

  it("accepts the finding that it names", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")])];
    const report = reportOn({ stacks, records: [finding] });
    expect(report).toMatchObject({ passed: true, problems: [], findings: [{ verdict: "suppressed" }] });
    expect(report.findings[0]!.suppression).toEqual({
      reason: "the queue only carries what is public",
      owner: "platform",
      expires: "2026-12-31",
      daysLeft: 40,
    });
  });

  it("holds on its last day", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", { expires: "2026-11-21" })])];
    const report = reportOn({ stacks, records: [finding], today: "2026-11-21" });
    expect(report).toMatchObject({ passed: true, findings: [{ suppression: { daysLeft: 0 } }] });
  });

  it("is refused from the day after, and its finding is open again", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", { expires: "2026-11-21" })])];
    const report = reportOn({ stacks, records: [finding], today: "2026-11-22" });
    expect(report).toMatchObject({
      passed: false,
      findings: [{ verdict: "failing", suppression: { daysLeft: -1 } }],
    });
    expect(report.problems).toEqual([
      {
        kind: "expired-suppression",
        stack: "dev-data",
        message:
          "the suppression of CKV_AWS_27 at dev-data/queue (platform) expired on 2026-11-21, 1 day ago: fix the finding, or decide anew",
      },
    ]);
  });

  it("is refused when expired even if its finding alone would pass", () => {
    const suppression = suppressionOf("dev-data", { check: "CKV_AWS_168", expires: "2026-01-01" });
    const records = [recordOf("dev-data", { check: "CKV_AWS_168" })];
    const report = reportOn({ stacks: [stackWithQueue("dev-data", [suppression])], records });
    expect(report).toMatchObject({
      passed: false,
      problems: [{ kind: "expired-suppression" }],
      findings: [{ verdict: "open" }],
    });
  });

  it("is refused when it matches no finding: it would accept a future one unseen", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")])];
    const report = reportOn({ stacks, records: [passing] });
    expect(report.passed).toBe(false);
    expect(report.problems).toEqual([
      {
        kind: "stale-suppression",
        stack: "dev-data",
        message: "the suppression of CKV_AWS_27 at dev-data/queue (platform) matches no finding: remove it",
      },
    ]);
  });

  it("matches none of another check, resource or stack", () => {
    const records = [finding];
    const others = [{ check: "CKV_AWS_24" }, { resource: "aws_sqs_queue.queue_2" }];
    for (const change of others) {
      const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", change)])];
      expect(reportOn({ stacks, records })).toMatchObject({
        findings: [{ verdict: "failing" }],
        problems: [{ kind: "stale-suppression" }],
      });
    }
    const stacks = [stackWithQueue("dev-data"), stackWithQueue("prod-data", [suppressionOf("prod-data")])];
    const elsewhere = reportOn({ stacks, records: [finding, recordOf("prod-data")] });
    expect(elsewhere.findings.map(({ stack, verdict }) => [stack, verdict])).toEqual([
      ["dev-data", "failing"],
      ["prod-data", "suppressed"],
    ]);
  });

  it("of a whole construct is not stale when only some of its resources have the finding", () => {
    const rows = [
      suppressionOf("dev-data"),
      suppressionOf("dev-data", { resource: "aws_sqs_queue.queue_2", path: "dev-data/other" }),
    ];
    expect(reportOn({ stacks: [stackWithQueue("dev-data", rows)], records: [finding] }).passed).toBe(true);
  });

  it("covers every instance of a resource", () => {
    const records = [
      recordOf("dev-data", { block: 'aws_sqs_queue.queue_1["a"]' }),
      recordOf("dev-data", { block: 'aws_sqs_queue.queue_1["b"]' }),
    ];
    const report = reportOn({ stacks: [stackWithQueue("dev-data", [suppressionOf("dev-data")])], records });
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(["suppressed", "suppressed"]);
  });

  it("is not called stale where nothing was scanned", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")])];
    const { problems } = reportOn({ stacks, notParsed: ["dev-data"] });
    expect(problems.map(({ kind }) => kind)).toEqual(["not-parsed"]);
  });

  it("of the longer term counts when two cover one finding", () => {
    const rows = [
      suppressionOf("dev-data", { expires: "2027-03-31", reason: "decided anew after the review" }),
      suppressionOf("dev-data", { expires: "2026-12-31" }),
    ];
    const report = reportOn({ stacks: [stackWithQueue("dev-data", rows)], records: [finding] });
    expect(report.findings[0]!.suppression!.expires).toBe("2027-03-31");
  });
});
