"""SEC37: any trust anchor of the account opens a role for IAM Roles Anywhere, unless the role says which, and for whom."""

from __future__ import annotations

from typing import Any

from iam_document import statements
from resource_policy import ResourcePolicy, every, is_token, values

SERVICE = "rolesanywhere.amazonaws.com"
LONGEST_SESSION_SECONDS = 60 * 60
# `ForAllValues:` and `…IfExists` hold when the key is missing, so they narrow nothing.
NARROWING_OPERATORS = ("ArnEquals", "ArnLike", "StringEquals", "StringLike")


class RolesAnywhereNarrowed(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC37",
            "A role for machines outside AWS names its trust anchor and their certificate; a session lasts an hour",
            "HIGH",
            ["aws_iam_role", "aws_rolesanywhere_profile"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if self.entity_type == "aws_rolesanywhere_profile":
            session = resource.get("duration_seconds", LONGEST_SESSION_SECONDS)
            return None if is_token(session) else int(session) <= LONGEST_SESSION_SECONDS
        trusted = [one for one in statements(resource.get("assume_role_policy")) or [] if _trusts_machines(one)]
        return every(map(_is_narrow, trusted)) if trusted else None


def _trusts_machines(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    services = values(principal.get("Service")) if isinstance(principal, dict) else []
    return statement.get("Effect") == "Allow" and SERVICE in services


def _is_narrow(statement: dict[str, Any]) -> bool:
    """Which anchor and which name are Terraform's to know: that each is asked for is what can be judged."""
    asked = [
        key
        for operator, conditions in statement.get("Condition", {}).items()
        if operator in NARROWING_OPERATORS
        for key, allowed in conditions.items()
        if "*" not in values(allowed)
    ]
    return "aws:SourceArn" in asked and any(key.startswith("aws:PrincipalTag/x509") for key in asked)


check = RolesAnywhereNarrowed()
