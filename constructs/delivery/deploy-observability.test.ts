import { decide } from "../../tests/iam-decision";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { deployObservability } from "./deploy-observability";

const BOUNDARY = "arn:aws:iam::111122223333:policy/foundation/pitboss-test-workload-boundary";
const statements = deployObservability({
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  workloadBoundaryArn: BOUNDARY,
  clusterKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/cluster",
  dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  backupsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/backups",
});
const here = { "aws:RequestedRegion": "eu-central-1" };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const may = (action: string, resource = "*", context: Record<string, string> = here) =>
  decide(statements, { action, resource, context });

describe("deploying the observability layer", () => {
  it("makes alarms and dashboards of the environment and of no other", () => {
    const dashboard = (name: string) => `arn:aws:cloudwatch::111122223333:dashboard/${name}`;
    expect(may("cloudwatch:PutMetricAlarm", arn("cloudwatch", "alarm:pitboss-test-queue-age"))).toBe(
      "allowed",
    );
    expect(may("cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:pitboss-prod-queue-age"))).toBe(
      "not allowed",
    );
    expect(may("cloudwatch:PutDashboard", dashboard("pitboss-test-platform"))).toBe("allowed");
    expect(may("cloudwatch:DeleteDashboards", dashboard("pitboss-prod-platform"))).toBe("not allowed");
  });

  it("silences no alarm, and reads no log that it counts in", () => {
    expect(may("cloudwatch:SetAlarmState", arn("cloudwatch", "alarm:pitboss-test-queue-age"))).toBe(
      "not allowed",
    );
    const group = arn("logs", "log-group:/aws/eks/pitboss-test/cluster");
    expect(may("logs:PutMetricFilter", group)).toBe("allowed");
    expect(may("logs:GetLogEvents", group)).toBe("not allowed");
  });
});
