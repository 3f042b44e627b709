"""Every address of the desk, as the resolver has it, and which right it asks for: nothing is listed by hand but exemptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from makegood.usecases.rights import Right

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

OPEN = {
    "csp_reports": "a browser reports what it refused; only ever counted",
    "desk:hook": "a platform knocks; its signature says who it is, and its notice is kept, shown to nobody",
    "desk:tastes": "the language of the sign-in page",
    "account_login": "signing in",
    "account_logout": "signing out of what one is not signed in to changes nothing",
    "account_inactive": "says that an account is switched off; names none",
    "mfa_authenticate": "the second step of signing in; leads back to the first without it",
    "mfa_login_webauthn": "signing in by a passkey",
}
"""Routes that a stranger reaches, each with why."""

SIGNED = {"desk:hook": "only what a platform signed is let in: tests/desk/hooks; all else finds nothing there"}
"""Routes that no form of a person opens, each with why."""

OWN = {
    "desk:start": "the way to the inbox",
    "account_reauthenticate": "one's own password",
    "account_change_password": "one's own password",
    "mfa_index": "one's own second factor",
    "mfa_reauthenticate": "one's own second factor",
    "mfa_activate_totp": "one's own second factor",
    "mfa_deactivate_totp": "one's own second factor",
    "mfa_view_recovery_codes": "one's own recovery codes",
    "mfa_generate_recovery_codes": "one's own recovery codes",
    "mfa_download_recovery_codes": "one's own recovery codes",
    "mfa_list_webauthn": "one's own passkeys",
    "mfa_add_webauthn": "one's own passkeys",
    "mfa_reauthenticate_webauthn": "one's own passkeys",
    "mfa_remove_webauthn": "one's own passkeys",
    "mfa_edit_webauthn": "one's own passkeys",
}
"""Routes for whoever is signed in, whatever their role: what is the person's own. Each with what."""

READERS_MAY_POST = {
    "desk:organisation": "sits down in another of one's own organisations",
    "desk:record_check": "asks that the record be checked",
    "desk:settings_sign_out_others": "signs out one's own other devices",
}
"""Writes that everybody who reads may do, each with why."""


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    pattern: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def right(self) -> Right | None:
        return getattr(self.view, "right", None)

    @property
    def is_open(self) -> bool:
        return not getattr(self.view, "login_required", True)

    @property
    def is_ours(self) -> bool:
        return self.name.startswith("desk:") or self.name == "csp_reports"

    def __str__(self) -> str:
        return f"{self.name} /{self.pattern}"


def routes() -> list[Route]:
    """Each once: an address that stands twice is answered by the first."""
    found = {route.pattern: route for route in reversed(list(_walked(get_resolver().url_patterns)))}
    return sorted(found.values(), key=lambda route: route.pattern)


def _walked(patterns: list[Any], before: str = "", names: str = "", parts: tuple[str, ...] = ()) -> Iterator[Route]:
    for one in patterns:
        pattern, known = before + str(one.pattern), (*parts, *one.pattern.converters)
        if isinstance(one, URLPattern):
            yield Route(names + str(one.name), pattern, known, one.callback)
        else:
            yield from _walked(one.url_patterns, pattern, f"{names}{one.namespace}:" if one.namespace else names, known)
