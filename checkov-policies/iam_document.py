"""IAM policy documents as Terraform JSON carries them: a JSON string, which may hold tokens or be one."""

from __future__ import annotations

import json
from typing import Any

from resource_policy import values

GITHUB_ISSUER = "token.actions.githubusercontent.com"


def statements(document: Any) -> list[dict[str, Any]] | None:
    """The statements of a policy document; None when it is no literal JSON (a data source, a function)."""
    try:
        return values(json.loads(document)["Statement"])
    except (TypeError, ValueError, KeyError):
        return None


def trusts_github(statement: dict[str, Any]) -> bool:
    """Whether the statement lets workflows in: the principal may be a token, but its conditions name the issuer."""
    return statement.get("Effect") == "Allow" and GITHUB_ISSUER in json.dumps(statement)
