"""SEC34: what these arguments are given stays readable in the state file, wherever it came from."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, is_token

SECRET_ARGUMENTS = {
    "aws_db_instance": ["password"],
    "aws_docdb_cluster": ["master_password"],
    "aws_elasticache_replication_group": ["auth_token"],
    "aws_elasticache_user": ["passwords"],
    "aws_rds_cluster": ["master_password"],
    "aws_secretsmanager_secret_version": ["secret_string", "secret_binary"],
    "aws_ssm_parameter": ["value"],
}


class NoSecretInState(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("SEC34", "No secret enters the Terraform state", "HIGH", [*SECRET_ARGUMENTS])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        if self.entity_type == "aws_ssm_parameter" and resource.get("type") != "SecureString":
            return None
        return all(
            resource.get(argument) is None and _stays_out_of_synth(resource.get(f"{argument}_wo"))
            for argument in SECRET_ARGUMENTS[self.entity_type]
        )


def _stays_out_of_synth(write_only: Any) -> bool:
    """A write-only argument never reaches the state, but a literal one is in the synthesized JSON."""
    return write_only is None or is_token(write_only)


check = NoSecretInState()
