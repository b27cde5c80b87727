"""Lets Checkov's own checks read policies that are literal JSON.

The reader of Terraform JSON hands a check the raw string, and fourteen checks of policies pass silently on a string: a key
or a queue that is open to everybody among them. The reader of HCL parses it first, and so does this.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from checkov.terraform.checks.resource.registry import resource_registry

POLICY_ATTRIBUTES = ("policy", "inline_policy", "assume_role_policy", "access_policy", "access_policies")
BUILT_IN = "CKV_AWS_"


def parsed(value: Any) -> Any:
    """A policy's document; whatever is no literal JSON stays as it is."""
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def reading_policies(scan: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    @wraps(scan)
    def scan_parsed(conf: dict[str, Any]) -> Any:
        policies = {
            name: [parsed(value) for value in conf[name]]
            for name in POLICY_ATTRIBUTES
            if isinstance(conf.get(name), list)
        }
        return scan({**conf, **policies})

    return scan_parsed


for check in {id(check): check for _, check in resource_registry.all_checks() if check.id.startswith(BUILT_IN)}.values():
    check.scan_resource_conf = reading_policies(check.scan_resource_conf)
