import { synthesize } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { CostGuard } from "./cost-guard";

const stack = synthesize((scope) => {
  new CostGuard(scope, "cost", {
    naming: new Naming("pitboss", "test"),
    monthlyUsd: 4000,
    alertsAtPercent: [50, 100],
    anomalyUsd: 50,
    email: "platform@pitboss.example",
  });
});

describe("the cost guard", () => {
  it("tells when parts of the month's budget are spent, and as soon as the forecast exceeds it", () => {
    const told = { comparison_operator: "GREATER_THAN", threshold_type: "PERCENTAGE" };
    const subscriber_email_addresses = ["platform@pitboss.example"];
    expect(stack.only("aws_budgets_budget")).toMatchObject({
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "4000",
      limit_unit: "USD",
      notification: [
        { ...told, notification_type: "ACTUAL", threshold: 50, subscriber_email_addresses },
        { ...told, notification_type: "ACTUAL", threshold: 100, subscriber_email_addresses },
        { ...told, notification_type: "FORECASTED", threshold: 100, subscriber_email_addresses },
      ],
    });
  });

  it("knows no date of its own: AWS counts from the month in which the budget is made", () => {
    expect(stack.only("aws_budgets_budget")).not.toHaveProperty("time_period_start");
  });

  it("tells once a day of a service that costs unlike before, from the given amount on", () => {
    expect(stack.only("aws_ce_anomaly_monitor")).toMatchObject({
      monitor_type: "DIMENSIONAL",
      monitor_dimension: "SERVICE",
    });
    expect(stack.only("aws_ce_anomaly_subscription")).toMatchObject({
      frequency: "DAILY",
      monitor_arn_list: [expect.stringMatching(/^\$\{aws_ce_anomaly_monitor\..+\.arn\}$/)],
      subscriber: [{ type: "EMAIL", address: "platform@pitboss.example" }],
      threshold_expression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          match_options: ["GREATER_THAN_OR_EQUAL"],
          values: ["50"],
        },
      },
    });
  });
});
