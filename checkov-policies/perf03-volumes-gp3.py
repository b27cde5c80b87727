"""PERF03: gp2 ties speed to size and runs out of burst credits; gp3 gives 3,000 IOPS at any size."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, within

FAST_TYPES = ("gp3", "io1", "io2")


class VolumesGp3(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "PERF03",
            "Volumes are gp3 or provisioned",
            "LOW",
            ["aws_db_instance", "aws_ebs_volume", "aws_instance", "aws_launch_template"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        """Unset is gp2 (for a database: io1 once `iops` is given, and whatever the source of a replica has)."""
        if self.entity_type == "aws_launch_template":
            volumes = [ebs for device in resource.get("block_device_mappings", []) for ebs in device.get("ebs", [])]
            return every(within(ebs.get("volume_type"), FAST_TYPES) for ebs in volumes)
        if self.entity_type == "aws_instance":
            # A root volume that is not spoken of is as the image has it.
            volumes = [*resource.get("root_block_device", []), *resource.get("ebs_block_device", [])]
            return every(within(one.get("volume_type"), FAST_TYPES) for one in volumes) if volumes else None
        if self.entity_type == "aws_ebs_volume":
            return within(resource.get("type"), FAST_TYPES)
        if resource.get("storage_type") is None and (resource.get("iops") or resource.get("replicate_source_db")):
            return True
        return within(resource.get("storage_type"), FAST_TYPES)


check = VolumesGp3()
