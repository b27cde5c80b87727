"""SEC41: what a data source reads stays in the state like everything else; a program reads its secret when it starts."""

from __future__ import annotations

from typing import Any

from checkov.common.bridgecrew.severities import Severities
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.data.base_check import BaseDataCheck

from resource_policy import RESULTS, FailsClosed, plain, within

# A parameter may be public, so it says that it is not to be decrypted: one that is a secret then arrives as ciphertext.
PARAMETER = "aws_ssm_parameter"
SOURCES = (
    "aws_eks_cluster_auth",
    "aws_secretsmanager_random_password",
    "aws_secretsmanager_secret_version",
    "cloudflare_zero_trust_tunnel_cloudflared_token",
    "kubernetes_secret",
    "kubernetes_secret_v1",
)


class NoSecretReadIntoState(FailsClosed, BaseDataCheck):
    def __init__(self) -> None:
        super().__init__(
            name="SEC41 No data source reads a secret into the Terraform state",
            id="CKV_PB_SEC41",
            categories=[CheckCategories.CONVENTION],
            supported_data=[PARAMETER, *SOURCES],
            guideline="docs/policies.md#sec41",
        )
        self.severity = Severities["HIGH"]

    def scan_data_conf(self, conf: dict[str, list[Any]]) -> CheckResult:
        decrypts = plain(conf).get("with_decryption", True) if self.entity_type == PARAMETER else True
        return RESULTS[within(decrypts, [False])]


check = NoSecretReadIntoState()
