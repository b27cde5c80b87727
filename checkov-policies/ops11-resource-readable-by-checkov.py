"""OPS11: a dynamic block crashes Checkov's reader: the graph checks then miss all resources after it, silently."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy


class ResourceReadableByCheckov(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("OPS11", "Checkov can read every resource: none has a dynamic block", "HIGH", ["*"])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        """The crash comes before this."""
        return True


check = ResourceReadableByCheckov()
