"""Where 1688 is called (sheet §1.1, §1.2), and nowhere else."""

from __future__ import annotations

from makegood.wire.hosts import is_allowed

HOST = "gw.open.1688.com"
BASE = f"https://{HOST}"
SIGN_IN = "https://auth.1688.com"
"""Where a seller says yes: a page for people, which is never called from here."""


class AddressNotAllowed(ValueError):
    """The base address is neither the platform's own nor this machine's."""


def allowed(base: str) -> str:
    """The address without a slash at its end. Raises `AddressNotAllowed`."""
    if not is_allowed(base, {HOST}):
        raise AddressNotAllowed(f"base: found {base!r}; expected {BASE} or a loopback address")
    return base.rstrip("/")
