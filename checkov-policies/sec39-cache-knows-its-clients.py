"""SEC39: a cache holds sessions: whoever reads it is logged in as everybody."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, within


class CacheKnowsItsClients(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC39",
            "A cache refuses what is not TLS, and lets in users of a group, none without a credential",
            "HIGH",
            ["aws_elasticache_replication_group", "aws_elasticache_user"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if self.entity_type == "aws_elasticache_user":
            modes = [mode.get("type") for mode in resource.get("authentication_mode", [])]
            return not resource.get("no_password_required") and "no-password-required" not in modes
        if not resource.get("user_group_ids") or resource.get("transit_encryption_enabled") is False:
            return False
        return within(resource.get("transit_encryption_mode", "required"), ["required"])


check = CacheKnowsItsClients()
