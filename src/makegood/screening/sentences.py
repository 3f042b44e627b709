"""The sentences of the summary, English and Chinese side by side."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

Sentence = dict[str, str]


def refused(code: str) -> str:
    """Why a row was not read: one text, as the contract has it, in both languages."""
    said = _sentences()["refused"][code]
    return f"{said['en']} {said['zh']}"


def why(code: str) -> Sentence:
    """The same, each language by itself."""
    return dict(_sentences()["refused"][code])


def note(code: str, **values: object) -> Sentence:
    """What the screening had to do without."""
    return {language: text.format_map(values) for language, text in _sentences()["note"][code].items()}


@cache
def _sentences() -> dict[str, dict[str, Sentence]]:
    return tomllib.loads(files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))
