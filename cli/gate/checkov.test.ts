import { complaintsOf } from "./checkov";

const stamp = "2026-11-21 14:02:47,979 [MainThread  ]";

describe("Checkov's complaints", () => {
  it.each([
    ["a policy that does not load", `${stamp} [ERROR]  Cannot load external check 'sec01' from p/sec01.py`],
    [
      "a check that throws",
      `${stamp} [ERROR]  Failed to run check CKV_AWS_24 on /dev-network/cdk.tf.json:a.b`,
    ],
    [
      "a policy that makes no sense",
      `${stamp} [WARNI]  Failed to parse check id 'CKV2_PB_A' from file a.yaml`,
    ],
    [
      "a file that is no policy",
      `${stamp} [WARNI]  Custom policy /p/sec99.yaml is missing required fields metadata.id`,
    ],
    [
      "a block that it cannot take in",
      `${stamp} [WARNI]  Failed to add block [{'aws_security_group': {}}]. Error:`,
    ],
    ["the end of everything", `${stamp} [CRITI]  out of memory`],
  ])("count: %s", (_, line) => {
    expect(complaintsOf(`${line}\n`)).toEqual([line.slice(line.indexOf("]  ") + 3)]);
  });

  it.each([
    [
      "a stack that it cannot read, which its report tells",
      `${stamp} [ERROR]  Failed to parse template: scan/a/cdk.tf.json`,
    ],
    [
      "our severities, which it takes for a policy",
      `${stamp} [WARNI]  Custom policy /my work/checkov-policies/severities.yaml is missing required fields metadata.id`,
    ],
    [
      "fixtures, which it takes for policies",
      `${stamp} [WARNI]  Custom policy /w/checkov-policies/fixtures/sec01/fail.tf.json is missing required fields metadata.id`,
    ],
    ["what is only information", `${stamp} [INFO ]  Failed to handle foreach`],
    [
      "the lines of a trace",
      'Traceback (most recent call last):\n  File "checkov/main.py", line 537, in run',
    ],
  ])("do not count: %s", (_, lines) => {
    expect(complaintsOf(`${lines}\n`)).toEqual([]);
  });

  it("are cut short: Checkov logs whole files", () => {
    const [complaint] = complaintsOf(`${stamp} [WARNI]  Failed to add block ${"x".repeat(10_000)}\n`);
    expect(complaint).toHaveLength(301);
  });
});
