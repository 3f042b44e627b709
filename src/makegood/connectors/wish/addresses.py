"""Where Wish is called (sheet §1), and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

from makegood.wire.hosts import is_allowed

BASE = "https://merchant.wish.com"
HOSTS = frozenset({"merchant.wish.com", "china-merchant.wish.com", "sandbox.merchant.wish.com"})
"""China's host served the same paths; the last is the platform's own sandbox."""
V3 = "/api/v3"


class AddressNotAllowed(ValueError):
    """The base address is neither the platform's own nor this machine's."""


def allowed(base: str) -> str:
    """The address without a slash at its end. Raises `AddressNotAllowed`."""
    if not is_allowed(base, HOSTS):
        raise AddressNotAllowed(f"base: found {base!r}; expected {BASE} or a loopback address")
    return base.rstrip("/")


def part(id_: str) -> str:
    """An id as one part of a path, whatever it holds."""
    return quote(id_, safe="")
