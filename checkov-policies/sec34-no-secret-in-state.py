"""SEC34: what these arguments are given stays readable in the state file, wherever it came from."""

from __future__ import annotations

import json
from typing import Any

from resource_policy import ResourcePolicy, is_token, values

SECRET_ARGUMENTS = {
    "aws_db_instance": ["password"],
    "aws_docdb_cluster": ["master_password"],
    "aws_elasticache_replication_group": ["auth_token"],
    "aws_elasticache_user": ["passwords"],
    "aws_rds_cluster": ["master_password"],
    "aws_secretsmanager_secret_version": ["secret_string", "secret_binary"],
    "aws_ssm_parameter": ["value"],
    "cloudflare_zero_trust_tunnel_cloudflared": ["tunnel_secret"],
    "hcloud_uploaded_certificate": ["private_key"],
    "helm_release": ["repository_password", "set_sensitive"],
    "kubernetes_secret": ["data", "binary_data"],
    "kubernetes_secret_v1": ["data", "binary_data"],
}
# What a provider makes up itself is in the state whatever it is given.
MADE_IN_STATE = [
    "aws_iam_access_key",
    "kubernetes_token_request_v1",
    "random_password",
    "tls_private_key",
]
# Argo CD keeps in a Secret what it knows of a cluster, which is none where it signs in by a command.
CLUSTER_LABEL = "argocd.argoproj.io/secret-type"
CLUSTER_DATA = {"clusterResources", "config", "name", "namespaces", "project", "server", "shard"}
CLUSTER_CREDENTIALS = {"bearerToken", "keyData", "password", "username"}


class NoSecretInState(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC34", "No secret enters the Terraform state", "HIGH", [*SECRET_ARGUMENTS, *MADE_IN_STATE]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if self.entity_type in MADE_IN_STATE:
            return False
        if self.entity_type == "aws_ssm_parameter" and resource.get("type") != "SecureString":
            return None
        if self.entity_type.startswith("kubernetes_secret"):
            if resource.get("type") == "kubernetes.io/service-account-token":
                return False
            if _is_argocd_cluster(resource):
                return _signs_in_without_secret(resource)
        return all(
            resource.get(argument) is None and _stays_out_of_synth(resource.get(f"{argument}_wo"))
            for argument in SECRET_ARGUMENTS[self.entity_type]
        )


def _is_argocd_cluster(secret: dict[str, Any]) -> bool:
    labels = [label for one in secret.get("metadata", []) for label in values(one.get("labels"))]
    return any(one.get(CLUSTER_LABEL) == "cluster" for one in labels)


def _signs_in_without_secret(secret: dict[str, Any]) -> bool | None:
    """What Terraform knows later may stand where text stands, a certificate's above all, but not for the whole."""
    data = [one for one in values(secret.get("data")) if one is not None]
    if secret.get("binary_data") or any(set(one) - CLUSTER_DATA for one in data):
        return False
    configurations = [one["config"] for one in data if "config" in one]
    if any(isinstance(one, str) and one.startswith("${") for one in configurations):
        return None
    return not any(_names(json.loads(one), CLUSTER_CREDENTIALS) for one in configurations)


def _names(document: Any, keys: set[str]) -> bool:
    if isinstance(document, list):
        return any(_names(one, keys) for one in document)
    if not isinstance(document, dict):
        return False
    return not keys.isdisjoint(document) or any(_names(one, keys) for one in document.values())


def _stays_out_of_synth(write_only: Any) -> bool:
    """A write-only argument never reaches the state, but a literal one is in the synthesized JSON."""
    parts = [part for one in values(write_only) for part in (one.values() if isinstance(one, dict) else [one])]
    return all(map(is_token, parts))


check = NoSecretInState()
