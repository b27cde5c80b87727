"""What our Python policies share: metadata from one id, plain values, and verdicts that may be "cannot know"."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from checkov.common.bridgecrew.severities import Severities
from checkov.common.checks.base_check import BaseCheck
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.common.util.consts import LINE_FIELD_NAMES
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

TOKEN = re.compile(r"(?<!\$)\$\{")
RESULTS = {True: CheckResult.PASSED, False: CheckResult.FAILED, None: CheckResult.UNKNOWN}


class FailsClosed(BaseCheck):
    """A check that fails what it cannot read. Left to Checkov, the crash of a check is a line in a log, and a pass."""

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        try:
            return super().scan_entity_conf(conf, entity_type)
        except Exception:
            self.logger.exception("%s cannot read %s", self.id, self.entity_path)
            return CheckResult.FAILED


class ResourcePolicy(FailsClosed, BaseResourceCheck):
    """A policy that judges one resource at a time."""

    def __init__(self, id: str, rule: str, severity: str, resources: list[str]) -> None:
        super().__init__(
            name=f"{id} {rule}",
            id=f"CKV_PB_{id}",
            categories=[CheckCategories.CONVENTION],
            supported_resources=resources,
            guideline=f"docs/policies.md#{id.lower()}",
        )
        self.severity = Severities[severity]

    def scan_resource_conf(self, conf: dict[str, list[Any]]) -> CheckResult:
        return RESULTS[self.judge(plain(conf))]

    @abstractmethod
    def judge(self, resource: dict[str, Any]) -> bool | None:
        """True passes, False fails; None keeps the resource out of the report: not concerned, or not to be known."""


def plain(block: dict[str, Any]) -> dict[str, Any]:
    """A block without Checkov's wrapping: values as Terraform has them, nested blocks always as a list of dicts.

    Checkov reads `{"rule": {…}}` and `{"rule": [{…}]}` alike, so the two ways CDKTF writes a block meet here.
    """
    return {name: _unwrapped(value) for name, value in block.items() if name not in LINE_FIELD_NAMES}


def _unwrapped(value: Any) -> Any:
    if not isinstance(value, list) or not value:
        return value
    if isinstance(value[0], dict):
        return [plain(block) for block in value]
    return value[0]


def is_token(value: Any) -> bool:
    """Whether Terraform computes the value later ("${aws_vpc.main.id}"), so that nobody can judge it now."""
    return isinstance(value, str) and TOKEN.search(value) is not None


def within(value: Any, allowed: Iterable[Any]) -> bool | None:
    """Whether the value is one of the allowed ones; None for a token."""
    return None if is_token(value) else value in allowed


def every(verdicts: Iterable[bool | None]) -> bool | None:
    """False once one verdict is False, else None once one is None: a failure is certain, a pass needs all."""
    known = list(verdicts)
    return False if False in known else None if None in known else True


def values(value: Any) -> list[Any]:
    """The value as a list: IAM and Terraform both write a list of one without its brackets."""
    return [] if value is None else value if isinstance(value, list) else [value]
