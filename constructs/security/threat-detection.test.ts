import { synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { ThreatDetection } from "./threat-detection";

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts";
const { stack, built } = synthesizeBuilt(
  (scope) =>
    new ThreatDetection(scope, "threats", {
      place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
      topicArn: TOPIC,
    }),
);
const features = Object.values(stack.resources("aws_guardduty_detector_feature"));

describe("GuardDuty", () => {
  it("is on, and tells of a finding that goes on every 15 minutes", () => {
    expect(stack.only("aws_guardduty_detector")).toMatchObject({
      enable: true,
      finding_publishing_frequency: "FIFTEEN_MINUTES",
    });
  });

  it("watches buckets, clusters, volumes, databases and functions", () => {
    expect(features.map(({ name, status }) => [name, status]).sort()).toEqual([
      ["EBS_MALWARE_PROTECTION", "ENABLED"],
      ["EKS_AUDIT_LOGS", "ENABLED"],
      ["LAMBDA_NETWORK_LOGS", "ENABLED"],
      ["RDS_LOGIN_EVENTS", "ENABLED"],
      ["RUNTIME_MONITORING", "ENABLED"],
      ["S3_DATA_EVENTS", "ENABLED"],
    ]);
  });

  it("brings its own agent onto EKS nodes and other instances", () => {
    const runtime = stack.at("aws_guardduty_detector_feature", "threats/runtime-monitoring");
    expect(runtime.additional_configuration).toEqual([
      { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
      { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
    ]);
  });
});

describe("Security Hub", () => {
  it("judges by AWS's own practices and the CIS benchmark, one finding a control", () => {
    expect(stack.only("aws_securityhub_account")).toMatchObject({
      enable_default_standards: false,
      auto_enable_controls: true,
      control_finding_generator: "SECURITY_CONTROL",
    });
    const standards = Object.values(stack.resources("aws_securityhub_standards_subscription"));
    expect(standards.map(({ standards_arn }) => standards_arn).sort()).toEqual([
      "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:eu-central-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
    ]);
    for (const { depends_on } of standards) {
      expect(depends_on).toEqual([expect.stringContaining("aws_securityhub_account.")]);
    }
  });
});

describe("Access Analyzer", () => {
  it("looks for what the account opens to others", () => {
    expect(stack.only("aws_accessanalyzer_analyzer")).toMatchObject({ type: "ACCOUNT" });
  });
});

describe("a grave finding", () => {
  const rule = stack.only("aws_cloudwatch_event_rule");

  it("is told by a rule whose ARN is known at synth", () => {
    expect(rule.name).toBe("pitboss-test-grave-findings");
    expect(built.ruleArn).toBe("arn:aws:events:eu-central-1:111122223333:rule/pitboss-test-grave-findings");
  });

  it("is one of high or critical severity that nobody has taken up", () => {
    expect(JSON.parse(rule.event_pattern as string)).toEqual({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          RecordState: ["ACTIVE"],
          Severity: { Label: ["HIGH", "CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    });
  });

  it("goes to the alert topic as a sentence that a person can read", () => {
    const target = stack.only("aws_cloudwatch_event_target");
    const { input_paths, input_template } = target.input_transformer as {
      input_paths: Record<string, string>;
      input_template: string;
    };
    expect(target.arn).toBe(TOPIC);
    const named = [...input_template.matchAll(/<(\w+)>/g)].map(([, name]) => name).sort();
    expect(named).toEqual(Object.keys(input_paths).sort());
  });
});
