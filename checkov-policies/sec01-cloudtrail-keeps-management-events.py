"""SEC01: a selector replaces CloudTrail's default, so one for data events alone ends the record of who changed what."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy


class CloudtrailKeepsManagementEvents(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("SEC01", "CloudTrail keeps every management event", "HIGH", ["aws_cloudtrail"])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if resource.get("include_global_service_events") is False:
            return False
        basic = resource.get("event_selector", [])
        advanced = resource.get("advanced_event_selector", [])
        if not basic and not advanced:
            return True
        return any(map(_selects_management, basic)) or any(map(_selects_management_by_field, advanced))


def _selects_management(selector: dict[str, Any]) -> bool:
    return selector.get("include_management_events") is not False and selector.get("read_write_type", "All") == "All"


def _selects_management_by_field(selector: dict[str, Any]) -> bool:
    """Every further field (readOnly, eventSource) only narrows the selection."""
    fields = selector.get("field_selector", [])
    return [(field.get("field"), field.get("equals")) for field in fields] == [("eventCategory", ["Management"])]


check = CloudtrailKeepsManagementEvents()
