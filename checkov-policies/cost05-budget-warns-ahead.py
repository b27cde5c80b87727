"""COST05: a budget stops nothing; it is worth what it tells, and to whom, before the money is gone."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy


class BudgetWarnsAhead(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "COST05", "A budget notifies somebody, of the forecast too", "MEDIUM", ["aws_budgets_budget"]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        notifications = resource.get("notification", [])
        return all(map(_has_subscriber, notifications)) and any(
            notification.get("notification_type") == "FORECASTED" for notification in notifications
        )


def _has_subscriber(notification: dict[str, Any]) -> bool:
    return bool(notification.get("subscriber_email_addresses") or notification.get("subscriber_sns_topic_arns"))


check = BudgetWarnsAhead()
