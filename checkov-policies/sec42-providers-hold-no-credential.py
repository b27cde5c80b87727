"""SEC42: what a provider is given stands in the synthesized JSON, which CI keeps; its environment does not."""

from __future__ import annotations

from typing import Any

from checkov.common.bridgecrew.severities import Severities
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.provider.base_check import BaseProviderCheck

from resource_policy import RESULTS, FailsClosed, every, is_token, plain, values

CREDENTIALS = {
    "cloudflare": ["api_key", "api_token", "api_user_service_key"],
    "hcloud": ["token"],
    "helm": ["client_key", "password", "token"],
    "kubernetes": ["client_key", "password", "token"],
}


class ProvidersHoldNoCredential(FailsClosed, BaseProviderCheck):
    def __init__(self) -> None:
        super().__init__(
            name="SEC42 A provider takes its credential from the environment or a command",
            id="CKV_PB_SEC42",
            categories=[CheckCategories.CONVENTION],
            supported_provider=[*CREDENTIALS],
            guideline="docs/policies.md#sec42",
        )
        self.severity = Severities["CRITICAL"]

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        self.entity_type = entity_type
        return super().scan_entity_conf(conf, entity_type)

    def scan_provider_conf(self, conf: dict[str, list[Any]]) -> CheckResult:
        provider = plain(conf)
        # Helm's has what concerns the cluster, or a registry, in a block of its own.
        nested = [one for name in ("kubernetes", "registries") for one in values(provider.get(name))]
        names = CREDENTIALS[self.entity_type]
        return RESULTS[every(_is_absent(part.get(name)) for part in [provider, *nested] for name in names)]


def _is_absent(credential: Any) -> bool | None:
    return None if is_token(credential) else credential in (None, "", [])


check = ProvidersHoldNoCredential()
