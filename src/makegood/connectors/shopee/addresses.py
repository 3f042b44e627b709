"""Where Shopee is called (sheet §1, Hosts), and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from makegood.wire.hosts import is_allowed, is_loopback

HOSTS = frozenset({"partner.shopeemobile.com", "openplatform.shopee.cn", "openplatform.shopee.com.br"})
BASE = "https://partner.shopeemobile.com"
SIGN_IN = {
    "partner.shopeemobile.com": "https://open.shopee.com/auth",
    "openplatform.shopee.cn": "https://open.shopee.cn/auth",
    "openplatform.shopee.com.br": "https://open.shopee.com.br/auth",
}
"""Where a seller says yes, by the host that is called afterwards (sheet §1.1)."""


class AddressNotAllowed(ValueError):
    """The base address is neither the platform's own nor this machine's."""


def allowed(base: str) -> str:
    """The address without a slash at its end. Raises `AddressNotAllowed`."""
    if not is_allowed(base, HOSTS):
        raise AddressNotAllowed(
            f"base: found {base!r}; expected https:// and one of {', '.join(sorted(HOSTS))}, or a loopback address"
        )
    return base.rstrip("/")


def sign_in(base: str) -> str:
    """The page for sellers that belongs to this base."""
    host = urlsplit(base).hostname or ""
    return f"{base}/auth" if is_loopback(host) else SIGN_IN[host]
