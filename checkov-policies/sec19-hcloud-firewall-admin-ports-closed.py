"""SEC19: a Hetzner server is public; its firewall is all that stands before SSH, the kubelet and the chain RPC."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from resource_policy import ResourcePolicy, every, is_token, values

ADMIN_PORTS = {
    "SSH": 22,
    "etcd": 2379,
    "etcd peers": 2380,
    "RDP": 3389,
    "Kubernetes API": 6443,
    "chain RPC": 8545,
    "chain RPC by WebSocket": 8546,
    "chain engine": 8551,
    "kubelet": 10250,
    "Talos API": 50000,
}
# 0.0.0.0/1 with 128.0.0.0/1 is the whole internet in two halves.
WORLD_PREFIX_LENGTH = 1


class HcloudFirewallAdminPortsClosed(ResourcePolicy):
    def __init__(self) -> None:
        super().__init__(
            "SEC19",
            "A Hetzner firewall opens no administrative port to the internet",
            "CRITICAL",
            ["hcloud_firewall"],
        )

    def judge(self, resource: dict[str, Any]) -> bool | None:
        return every(map(_is_closed, resource.get("rule", [])))


def _is_closed(rule: dict[str, Any]) -> bool | None:
    """An outbound rule has no sources, and so is closed."""
    if rule.get("protocol") not in ("tcp", "udp"):
        return True
    is_admin = _is_admin(rule.get("port"))
    is_private = every(None if is_token(source) else not _is_world(source) for source in values(rule.get("source_ips")))
    if is_admin is False or is_private:
        return True
    return is_private if is_admin else None


def _is_admin(port: Any) -> bool | None:
    if is_token(port):
        return None
    if port in (None, "any"):
        return True
    first, _, last = str(port).partition("-")
    return any(int(first) <= admin_port <= int(last or first) for admin_port in ADMIN_PORTS.values())


def _is_world(source: str) -> bool:
    return ip_network(source, strict=False).prefixlen <= WORLD_PREFIX_LENGTH


check = HcloudFirewallAdminPortsClosed()
