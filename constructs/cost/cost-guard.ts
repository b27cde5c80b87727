import { BudgetsBudget, type BudgetsBudgetNotification } from "@cdktf/provider-aws/lib/budgets-budget";
import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";
import type { Naming } from "../core/naming";

export interface CostGuardProps {
  readonly naming: Naming;
  /** What the account may cost a month, in US dollars. */
  readonly monthlyUsd: number;
  /** At which parts of it somebody is told, in per cent. */
  readonly alertsAtPercent: readonly number[];
  /** The smallest anomaly worth a message: its whole impact, in US dollars. */
  readonly anomalyUsd: number;
  /** Who is told. */
  readonly email: string;
}

/** Tells of money: parts of the budget that are spent, a month that will exceed it, a service that costs unlike before. */
export class CostGuard extends Construct {
  constructor(scope: Construct, id: string, props: CostGuardProps) {
    super(scope, id);
    this.watchBudget(props);
    this.watchAnomalies(props);
  }

  private watchBudget({ naming, monthlyUsd, alertsAtPercent, email }: CostGuardProps): void {
    const notification = (
      notificationType: "ACTUAL" | "FORECASTED",
      threshold: number,
    ): BudgetsBudgetNotification => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberEmailAddresses: [email],
    });
    new BudgetsBudget(this, "budget", {
      name: naming.resource("monthly"),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(monthlyUsd),
      limitUnit: "USD",
      notification: [
        ...alertsAtPercent.map((percent) => notification("ACTUAL", percent)),
        notification("FORECASTED", 100),
      ],
    });
  }

  private watchAnomalies({ naming, anomalyUsd, email }: CostGuardProps): void {
    const monitor = new CeAnomalyMonitor(this, "anomaly-monitor", {
      name: naming.resource("services"),
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    });
    new CeAnomalySubscription(this, "anomaly-subscription", {
      name: naming.resource("services"),
      frequency: "DAILY",
      monitorArnList: [monitor.arn],
      subscriber: [{ type: "EMAIL", address: email }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(anomalyUsd)],
        },
      },
    });
  }
}
