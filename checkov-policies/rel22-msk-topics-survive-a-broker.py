"""REL22: a bet that one broker alone has acknowledged is gone with that broker."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, is_token


class MskTopicsSurviveABroker(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "REL22",
            "MSK acknowledges a record by two brokers and keeps it on a third, and elects none that is behind",
            "HIGH",
            ["aws_msk_configuration"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if is_token(resource.get("server_properties")):
            return None
        properties = _parsed(resource.get("server_properties", ""))
        copies = int(properties.get("default.replication.factor", 1))
        acknowledged = int(properties.get("min.insync.replicas", 1))
        elects_unclean = properties.get("unclean.leader.election.enable", "true").lower() != "false"
        return 2 <= acknowledged < copies and not elects_unclean


def _parsed(properties: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in properties.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


check = MskTopicsSurviveABroker()
