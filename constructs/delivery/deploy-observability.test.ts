import { decider, permissions, place } from "./__fixtures__/deployer";
import { deployObservability } from "./deploy-observability";

const may = decider(deployObservability(permissions));
const arn = (service: string, resource: string) => place.arn(service, resource);

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
