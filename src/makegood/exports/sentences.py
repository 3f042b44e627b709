"""The sentences of an import, English and Chinese side by side."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

Sentence = dict[str, str]


def refused(code: str, **values: object) -> Sentence:
    """Why a row was not taken."""
    return _said("refused", code, values)


def note(code: str, **values: object) -> Sentence:
    """What a reader must know of what was left out or supplied."""
    return _said("note", code, values)


def _said(part: str, code: str, values: dict[str, object]) -> Sentence:
    return {language: text.format_map(values) for language, text in _sentences()[part][code].items()}


@cache
def _sentences() -> dict[str, dict[str, Sentence]]:
    return tomllib.loads(files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))
