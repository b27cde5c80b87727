"""SEC13: GitHub signs tokens for everybody on GitHub; only a claim says which repository may come in, and whence."""

from __future__ import annotations

import re
from typing import Any

from iam_document import GITHUB_ISSUER, statements, trusts_github
from resource_policy import ResourcePolicy, every, is_token, values

SUBJECT = f"{GITHUB_ISSUER}:sub"
# `ForAllValues:` and `…IfExists` hold when the claim is missing, so they narrow nothing.
NARROWING_OPERATORS = ("StringEquals", "StringLike")
NARROW_SUBJECT = re.compile(
    r"repo:[^/:*?]+/[^/:*?]+:(environment:[^*?]+|ref:refs/(heads|tags)/[^*?]+\*?|pull_request)"
)


class GithubOidcClaimsNarrowed(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC13",
            "A role for GitHub names the repository and its environment, ref or pull requests",
            "CRITICAL",
            ["aws_iam_role"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        trusted = [one for one in statements(resource.get("assume_role_policy")) or [] if trusts_github(one)]
        return every(map(_is_narrow, trusted)) if trusted else None


def _is_narrow(statement: dict[str, Any]) -> bool | None:
    """Operators are joined by AND, so one that narrows is enough; its subjects by OR, so each must be narrow."""
    conditions = statement.get("Condition", {})
    subjects = [values(conditions.get(operator, {}).get(SUBJECT)) for operator in NARROWING_OPERATORS]
    verdicts = [every(map(_is_narrow_subject, alternatives)) for alternatives in subjects if alternatives]
    return True if True in verdicts else None if None in verdicts else False


def _is_narrow_subject(subject: str) -> bool | None:
    return None if is_token(subject) else NARROW_SUBJECT.fullmatch(subject) is not None


check = GithubOidcClaimsNarrowed()
