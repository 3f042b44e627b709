"""Reading an assessment in tests: the next step in one line, and whether every sentence is there in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def step(answer: dict[str, Any]) -> tuple[str, str, list[str]]:
    """The next step: action, clause and what."""
    following = answer["next"]
    return following["action"], following["clause"], following["what"]


def speaks_both(answer: dict[str, Any]) -> bool:
    """Is every sentence of the answer there in English and in Chinese?"""
    sentences = list(_sentences(answer))
    return bool(sentences) and all(one.get("en", "").strip() and _is_chinese(one.get("zh", "")) for one in sentences)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _sentences(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("why", "message"):
                yield inner
            else:
                yield from _sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner)
