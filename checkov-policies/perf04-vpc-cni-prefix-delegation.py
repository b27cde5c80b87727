"""PERF04: 100,000 single addresses exceed a VPC's 64,000 address units; a prefix of 16 counts as one."""

from __future__ import annotations

import json
from typing import Any

from resource_policy import ResourcePolicy, within


class VpcCniPrefixDelegation(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("PERF04", "The VPC CNI add-on hands out prefixes", "MEDIUM", ["aws_eks_addon"])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if resource.get("addon_name") != "vpc-cni":
            return None
        try:
            configuration = json.loads(resource.get("configuration_values") or "{}")
        except ValueError:
            return None
        return within(configuration.get("env", {}).get("ENABLE_PREFIX_DELEGATION"), ["true"])


check = VpcCniPrefixDelegation()
