"""SEC36: user data stays in the state and in the provider's records, and every process of the machine can ask for it."""

from __future__ import annotations

import base64
import gzip
import re
import zlib
from typing import Any

from resource_policy import ResourcePolicy

USER_DATA = ("user_data", "user_data_base64", "user_data_wo")
# Between a name and its value: `=`, `:` and, as JSON within JSON has them, escaped quotes.
IS = r"[\\\"' ]*[:=][\\\"' ]*"
SECRETS = re.compile(
    "|".join(
        (
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
            # WireGuard's keys are 32 bytes in base64.
            rf"(?i:private|preshared)_?(?i:key){IS}[A-Za-z0-9+/]{{43}}=",
            # The key of a node or of an account on the chain, and tokens, are 32 bytes in hexadecimal.
            rf"(?i:private[-_ ]?key|node[-_]?key|secret|token|password){IS}(0x)?[0-9a-fA-F]{{64}}(?![0-9a-fA-F])",
            r"\"content\\*\": ?\\*\"(0x)?[0-9a-fA-F]{64}(\\n)?\\*\"",
            # The tokens of k3s and of Hetzner, and AWS's access keys.
            r"K10[0-9a-f]{64}::",
            rf"(?i:hcloud_token){IS}[A-Za-z0-9]{{64}}",
            r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
            # What Terraform makes or reads a secret with.
            r"\$\{[^}]*\b(random_password|tls_private_key|aws_secretsmanager_(secret_version|random_password))\.",
        )
    )
)
ENCODED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")


class NoSecretInUserData(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC36",
            "No secret stands in what a machine is told at its first boot",
            "CRITICAL",
            ["aws_instance", "aws_launch_template", "hcloud_server"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        given = [text for text in (resource.get(name) for name in USER_DATA) if isinstance(text, str)]
        return not any(map(_holds_secret, given)) if given else None


def _holds_secret(text: str, depth: int = 0) -> bool:
    """cloud-init takes all of it, and each file in it, in base64 and compressed."""
    if SECRETS.search(text):
        return True
    return depth < 3 and any(_holds_secret(inner, depth + 1) for inner in map(_decoded, ENCODED.findall(text)) if inner)


def _decoded(text: str) -> str:
    try:
        raw = base64.b64decode(text, validate=True)
        return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode()
    except (ValueError, OSError, EOFError, zlib.error):
        return ""


check = NoSecretInUserData()
