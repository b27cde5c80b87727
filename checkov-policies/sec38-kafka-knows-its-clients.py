"""SEC38: MSK can let in anybody who reaches it, and does so beside every other way in that is on."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, every, is_token


class KafkaKnowsItsClients(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC38", "MSK lets in whom IAM lets in, and nobody by another way", "HIGH", ["aws_msk_cluster"]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        authentication = resource.get("client_authentication", [])
        return every(map(_is_iam_alone, authentication)) if authentication else False


def _is_iam_alone(authentication: dict[str, Any]) -> bool | None:
    """Passwords and certificates are kept by hand, and no access review lists them."""
    sasl = authentication.get("sasl", [])
    asked = [one.get("iam") for one in sasl]
    others = [authentication.get("unauthenticated"), *(one.get("scram") for one in sasl)]
    if any(map(is_token, [*asked, *others])):
        return None
    return any(asked) and not any(others) and not authentication.get("tls")


check = KafkaKnowsItsClients()
