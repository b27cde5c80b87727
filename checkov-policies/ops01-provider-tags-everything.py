"""OPS01: tags on the provider reach every resource; tags on resources reach those that somebody remembered."""

from __future__ import annotations

from typing import Any

from checkov.common.bridgecrew.severities import Severities
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.provider.base_check import BaseProviderCheck

from resource_policy import RESULTS, FailsClosed, is_token, plain

MANDATORY_TAGS = ("owner", "env", "cost-center", "data-class")


class ProviderTagsEverything(FailsClosed, BaseProviderCheck):
    def __init__(self) -> None:
        super().__init__(
            name=f"OPS01 The AWS provider tags everything with {', '.join(MANDATORY_TAGS)}",
            id="CKV_PB_OPS01",
            categories=[CheckCategories.CONVENTION],
            supported_provider=["aws"],
            guideline="docs/policies.md#ops01",
        )
        self.severity = Severities["MEDIUM"]

    def scan_provider_conf(self, conf: dict[str, list[Any]]) -> CheckResult:
        return RESULTS[_tags_everything(plain(conf))]


def _tags_everything(provider: dict[str, Any]) -> bool | None:
    """Several `default_tags` blocks add up."""
    tag_sets = [block.get("tags") for block in provider.get("default_tags", [])]
    if any(map(is_token, tag_sets)):
        return None
    tags = {name: value for maps in tag_sets for tags in maps or [] for name, value in tags.items()}
    return all(tags.get(name) for name in MANDATORY_TAGS)


check = ProviderTagsEverything()
