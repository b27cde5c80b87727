"""SEC33: a deploy role creates roles; its boundary keeps it from creating one that is stronger than itself."""

from __future__ import annotations

from typing import Any

from iam_document import statements, trusts_github
from resource_policy import ResourcePolicy, is_token

LONGEST_SESSION_SECONDS = 2 * 60 * 60
DEFAULT_SESSION_SECONDS = 60 * 60


class GithubRoleBounded(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC33",
            "A role for GitHub has a permissions boundary and sessions of two hours at most",
            "HIGH",
            ["aws_iam_role"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if not any(map(trusts_github, statements(resource.get("assume_role_policy")) or [])):
            return None
        if not resource.get("permissions_boundary"):
            return False
        session = resource.get("max_session_duration", DEFAULT_SESSION_SECONDS)
        return None if is_token(session) else session <= LONGEST_SESSION_SECONDS


check = GithubRoleBounded()
