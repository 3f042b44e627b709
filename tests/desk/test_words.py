"""Every word of the contract has its label, every sentence its Chinese, and the compiled catalogue is its source's."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest
from django.utils import translation
from tools import messages

from makegood.core import words as contract
from makegood.desk import words
from makegood.usecases.acting import State
from makegood.usecases.approving import Role

FAMILIES = [
    ("platform", contract.Platform), ("kind", contract.Kind), ("stage", contract.Stage), ("lapse", contract.OnLapse), ("action", contract.Action),
    ("remedy", contract.Remedy), ("clock", contract.DeadlineKind), ("evidence", contract.EvidenceKind), ("party", contract.Party), ("role", Role), ("state", State),
]  # fmt: skip


@pytest.mark.parametrize(("family", "enum"), FAMILIES)
def test_every_word_has_a_label(family: str, enum: type[StrEnum]) -> None:
    assert set(words.WORDS[family]) == {str(one) for one in enum}


def test_the_chinese_labels_are_the_glossarys() -> None:
    glossary = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", Path("GLOSSARY.md").read_text("utf-8"), re.MULTILINE))
    with translation.override("zh-hans"):
        wrong = {
            (name, words.word(family, name), glossary[name])
            for family in ("action", "evidence", "remedy")
            for name in words.WORDS[family]
            if name in glossary and words.word(family, name) not in glossary[name]
        }

    assert not wrong


def test_a_word_not_known_yet_stands_for_itself() -> None:
    assert words.word("kind", "teleported") == "teleported"
    assert words.word("kind", None) == ""


@pytest.mark.parametrize("room", messages.rooms())
def test_every_sentence_has_its_chinese_in_a_catalogue_that_is_compiled(room: str) -> None:
    assert messages.troubles(room) == []


def test_scripts_count_with_the_same_words_in_both_languages() -> None:
    from makegood.desk.frame.scripted import scripted

    shapes = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            shapes.append(
                {name: set(re.findall(r"\{\w\}", text)) for name, text in scripted().items() if isinstance(text, str)}
            )
    assert shapes[0] == shapes[1] and shapes[0]["days"] == {"{d}", "{h}"}
