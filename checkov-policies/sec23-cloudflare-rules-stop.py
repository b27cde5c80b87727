"""SEC23: a rule that is off, or that only logs, looks like protection in every list of rules."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, values, within

PHASES = ("http_request_firewall_managed", "http_request_firewall_custom", "http_ratelimit")


class CloudflareRulesStop(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC23",
            "Cloudflare's firewall and rate limits stop what they find, and are on",
            "MEDIUM",
            ["cloudflare_ruleset"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if resource.get("phase") not in PHASES:
            return None
        rules = values(resource.get("rules"))
        return every(map(_stops, rules)) if rules else False


def _stops(rule: dict[str, Any]) -> bool | None:
    """A managed ruleset is executed, and may be told there to log or to do nothing."""
    overrides = [one for given in values(rule.get("action_parameters")) for one in values(given.get("overrides"))]
    return every(_does_something(part) for part in [rule, *overrides])


def _does_something(part: dict[str, Any]) -> bool | None:
    off = within(part.get("enabled", True), [False])
    logs = within(part.get("action", "block"), ["log"])
    return every(None if verdict is None else not verdict for verdict in (off, logs))


check = CloudflareRulesStop()
