"""OPS10: a broad pattern floods its target, and the flood delays the notice that a node has two minutes left."""

from __future__ import annotations

import json
from typing import Any

from resource_policy import ResourcePolicy


class EventRuleNamesItsEvents(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "OPS10", "An EventBridge rule names its source and detail-type", "LOW", ["aws_cloudwatch_event_rule"]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if resource.get("schedule_expression"):
            return None
        try:
            pattern = json.loads(resource.get("event_pattern") or "{}")
        except ValueError:
            return None
        return _names(pattern.get("source")) and _names(pattern.get("detail-type"))


def _names(alternatives: Any) -> bool:
    """A matcher is an object ({"prefix": …}, {"wildcard": …}): it describes names instead of giving one."""
    return bool(alternatives) and all(isinstance(name, str) for name in alternatives)


check = EventRuleNamesItsEvents()
