"""REL05: a mistake of Friday is found on Monday; and a recovery point without an end is paid for until somebody looks."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, is_token

SHORTEST_DAYS = 7


class BackupPlanKeepsAWeek(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "REL05",
            "A backup plan runs by itself, and keeps what it makes for at least a week and not for ever",
            "MEDIUM",
            ["aws_backup_plan"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        rules = resource.get("rule", [])
        return every(map(_keeps_a_week, rules)) if rules else False


def _keeps_a_week(rule: dict[str, Any]) -> bool | None:
    """Without a schedule a rule runs when somebody thinks of it."""
    ends = [lifecycle.get("delete_after") for lifecycle in rule.get("lifecycle", [])]
    if not rule.get("schedule") or not ends:
        return False
    return every(None if is_token(days) else days is not None and int(days) >= SHORTEST_DAYS for days in ends)


check = BackupPlanKeepsAWeek()
