"""SEC43: a record that is not proxied tells everybody the origin's address, and goes round the firewall."""

from __future__ import annotations

from typing import Any

from resource_policy import ResourcePolicy, is_token, within

ADDRESSES = ("A", "AAAA", "CNAME")


class DnsRecordProxied(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC43", "A name that leads to us leads through Cloudflare", "MEDIUM", ["cloudflare_dns_record"]
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        """What begins with an underscore is read by machines that check who owns the zone, and leads nobody anywhere."""
        name = str(resource.get("name", ""))
        if is_token(resource.get("type")) or resource.get("type") not in ADDRESSES or name.startswith("_"):
            return None
        return within(resource.get("proxied", False), [True])


check = DnsRecordProxied()
