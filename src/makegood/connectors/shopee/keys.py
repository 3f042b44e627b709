"""A partner's keys, kept as one secret: the API key, and after a blank the push keys that newer consoles issue apart (sheet §1, Webhook)."""

from __future__ import annotations


def api_key(secret: str) -> str:
    return secret.split()[0] if secret.split() else ""


def push_keys(secret: str) -> tuple[str, ...]:
    """In the order in which they are tried: push keys, then the API key, which signs the pushes of older set-ups."""
    first, *pushes = secret.split() or [""]
    return (*pushes, first)
