import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { Construct } from "constructs";
import type { Place } from "../core/place";

/** What GuardDuty watches beside the account's API calls, DNS and network flows. */
const FEATURES = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
] as const;

/**
 * GuardDuty puts its agent on every EKS node as an add-on of its own. All instances here are such nodes, and with the agent for
 * EC2 each would run two; nothing runs on ECS.
 * The older EKS_RUNTIME_MONITORING is part of it and cannot stand beside it.
 */
const AGENTS = {
  EKS_ADDON_MANAGEMENT: "ENABLED",
  ECS_FARGATE_AGENT_MANAGEMENT: "DISABLED",
  EC2_AGENT_MANAGEMENT: "DISABLED",
} as const;

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const STANDARDS = {
  "foundational-practices": "aws-foundational-security-best-practices/v/1.0.0",
  "cis-benchmark": "cis-aws-foundations-benchmark/v/5.0.0",
} as const;

export interface ThreatDetectionProps {
  readonly place: Place;
  /** Where grave findings go; EventBridge must be admitted. */
  readonly topicArn: string;
}

/** What watches the account: GuardDuty for attacks, Security Hub for weak configuration, Access Analyzer for open doors. */
export class ThreatDetection extends Construct {
  /** The rule that tells of grave findings; known at synth. */
  readonly ruleArn: string;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    const { place, topicArn } = props;
    this.detectThreats();
    this.judgeConfiguration(place);
    new AccessanalyzerAnalyzer(this, "access-analyzer", {
      analyzerName: place.naming.resource("external-access"),
      type: "ACCOUNT",
    });
    const ruleName = place.naming.resource("grave-findings");
    this.tellOfGraveFindings(ruleName, topicArn);
    this.ruleArn = place.arn("events", `rule/${ruleName}`);
  }

  private detectThreats(): void {
    const detector = new GuarddutyDetector(this, "guardduty", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    for (const name of FEATURES) {
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: detector.id,
        name,
        status: "ENABLED",
      });
    }
    new GuarddutyDetectorFeature(this, "runtime-monitoring", {
      detectorId: detector.id,
      name: "RUNTIME_MONITORING",
      status: "ENABLED",
      additionalConfiguration: Object.entries(AGENTS).map(([name, status]) => ({ name, status })),
    });
  }

  private judgeConfiguration(place: Place): void {
    const hub = new SecurityhubAccount(this, "security-hub", {
      enableDefaultStandards: false,
      autoEnableControls: true,
      // One finding for a failed control, however many standards ask for it.
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    for (const [name, standard] of Object.entries(STANDARDS)) {
      new SecurityhubStandardsSubscription(this, name, {
        standardsArn: place.accountlessArn("securityhub", `standards/${standard}`),
        dependsOn: [hub],
      });
    }
  }

  /** Security Hub hears of GuardDuty's and Access Analyzer's findings too, so one rule tells of all. */
  private tellOfGraveFindings(name: string, topicArn: string): void {
    const rule = new CloudwatchEventRule(this, "grave-findings", {
      name,
      description: "Findings of high or critical severity that nobody has taken up yet",
      eventPattern: JSON.stringify({
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        detail: {
          findings: {
            RecordState: ["ACTIVE"],
            Severity: { Label: ["HIGH", "CRITICAL"] },
            Workflow: { Status: ["NEW"] },
          },
        },
      }),
    });
    new CloudwatchEventTarget(this, "grave-findings-target", {
      rule: rule.name,
      targetId: "alert-topic",
      arn: topicArn,
      inputTransformer: {
        inputPaths: {
          account: "$.detail.findings[0].AwsAccountId",
          product: "$.detail.findings[0].ProductName",
          region: "$.detail.findings[0].Region",
          resource: "$.detail.findings[0].Resources[0].Id",
          severity: "$.detail.findings[0].Severity.Label",
          title: "$.detail.findings[0].Title",
        },
        inputTemplate:
          '"<severity> (<product>) in account <account>, <region>: <title>. Resource: <resource>"',
      },
    });
  }
}
