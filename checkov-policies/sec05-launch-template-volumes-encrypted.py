"""SEC05: a volume says itself that it is encrypted; the account's default is one click away from off."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, within


class LaunchTemplateVolumesEncrypted(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("SEC05", "A launch template encrypts every volume", "HIGH", ["aws_launch_template"])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        volumes = [ebs for device in resource.get("block_device_mappings", []) for ebs in device.get("ebs", [])]
        return every(within(ebs.get("encrypted"), [True]) for ebs in volumes) if volumes else False


check = LaunchTemplateVolumesEncrypted()
