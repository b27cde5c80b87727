"""SEC18: AWS answers on port 80 too; only a Deny in the resource's own policy ends that."""

from __future__ import annotations

from typing import Any

from iam_document import statements
from resource_policy import ResourcePolicy, values

# Topic policies are written action by action; publishing is the one that carries data.
REFUSED_ACTIONS = {
    "aws_s3_bucket_policy": {"s3:*", "*"},
    "aws_sqs_queue_policy": {"sqs:*", "*"},
    "aws_sns_topic_policy": {"sns:publish", "sns:*", "*"},
}
# Any further condition would let some plain requests in.
PLAIN_HTTP = [{"Bool": {"aws:SecureTransport": spelling}} for spelling in ("false", False, ["false"])]


class ResourcePoliciesRefusePlainHttp(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__("SEC18", "Bucket, queue and topic policies refuse plain HTTP", "MEDIUM", [*REFUSED_ACTIONS])

    def judge(self, resource: dict[str, Any]) -> bool | None:
        document = statements(resource.get("policy"))
        return None if document is None else any(self._refuses_plain_http(statement) for statement in document)

    def _refuses_plain_http(self, statement: dict[str, Any]) -> bool:
        actions = {action.lower() for action in values(statement.get("Action"))}
        return (
            statement.get("Effect") == "Deny"
            and statement.get("Principal") in ("*", {"AWS": "*"})
            and not actions.isdisjoint(REFUSED_ACTIONS[self.entity_type])
            and statement.get("Condition") in PLAIN_HTTP
            and (self.entity_type != "aws_s3_bucket_policy" or _covers_bucket_and_objects(statement))
        )


def _covers_bucket_and_objects(statement: dict[str, Any]) -> bool:
    resources = values(statement.get("Resource"))
    objects = [arn for arn in resources if arn.endswith("/*")]
    return "*" in resources or 0 < len(objects) < len(resources)


check = ResourcePoliciesRefusePlainHttp()
