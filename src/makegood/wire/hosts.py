"""Which addresses may be called: the platform's own hosts over TLS, and this machine for sandboxes."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """One of these hosts by HTTPS on its usual port, or a loopback address by either scheme on any port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or not host:
        return False
    if is_loopback(host):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and host in hosts and port in (None, 443)


def is_loopback(host: str) -> bool:
    """By the address alone: a name could be made to point anywhere, save the one that is this machine by definition."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
