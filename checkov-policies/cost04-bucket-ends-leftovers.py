"""COST04: old versions and unfinished uploads are billed like objects, and no listing of the bucket shows them."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy

LONGEST_UPLOAD_DAYS = 7


class BucketEndsLeftovers(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "COST04",
            f"A bucket lifecycle expires old versions, and uploads left unfinished for {LONGEST_UPLOAD_DAYS} days",
            "LOW",
            ["aws_s3_bucket_lifecycle_configuration"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        enabled = [rule for rule in resource.get("rule", []) if rule.get("status") == "Enabled"]
        return any(rule.get("noncurrent_version_expiration") for rule in enabled) and any(
            abort.get("days_after_initiation", LONGEST_UPLOAD_DAYS + 1) <= LONGEST_UPLOAD_DAYS
            for rule in enabled
            for abort in rule.get("abort_incomplete_multipart_upload", [])
        )


check = BucketEndsLeftovers()
