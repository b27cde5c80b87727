"""SEC40: "enabled", the default, is any TLS from 1.0 on."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, within

MODERN = ("tls1.2+", "tls1.3+", "fips-140-3")


class DocumentdbModernTls(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC40", "DocumentDB asks for TLS 1.2 or later", "HIGH", ["aws_docdb_cluster_parameter_group"]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        versions = [one.get("value") for one in resource.get("parameter", []) if one.get("name") == "tls"]
        return every(within(version, MODERN) for version in versions) if versions else False


check = DocumentdbModernTls()
