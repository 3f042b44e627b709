"""Partial answers: `fields=title,items(id,info/name)` chooses members, `/` and parentheses go deeper, `*` takes all (bullet 7)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish.refusing import BAD_PARAMETER, Refused

Chosen = dict[str, "Chosen"]
"""Member names to what is chosen inside; empty: all of it."""


def chosen(text: str) -> Chosen:
    found, rest = _members(text)
    if rest:
        raise Refused(BAD_PARAMETER, f"fields: {rest!r} was not expected")
    return found


def pick(value: Any, fields: Chosen) -> Any:
    """A member that is not there is left out; a list is gone through."""
    if not fields:
        return value
    if isinstance(value, list):
        return [pick(each, fields) for each in value]
    if not isinstance(value, dict):
        return value
    if "*" in fields:
        return {name: pick(part, fields["*"]) for name, part in value.items()}
    return {name: pick(value[name], inner) for name, inner in fields.items() if name in value}


def _members(text: str) -> tuple[Chosen, str]:
    """The members up to a closing parenthesis or the end, and what comes after."""
    found: Chosen = {}
    while True:
        path, text = _word(text)
        deepest: Chosen = found
        for name in path:
            deepest = deepest.setdefault(name, {})
        if text.startswith("("):
            inner, text = _members(text[1:])
            if not text.startswith(")"):
                raise Refused(BAD_PARAMETER, "fields: a parenthesis is not closed")
            deepest.update(inner)
            text = text[1:]
        if not text.startswith(","):
            return found, text
        text = text[1:]


def _word(text: str) -> tuple[list[str], str]:
    end = next((place for place, sign in enumerate(text) if sign in ",()"), len(text))
    path = text[:end].strip().strip("/").split("/")
    if not all(path):
        raise Refused(BAD_PARAMETER, "fields: a name is missing")
    return path, text[end:]
