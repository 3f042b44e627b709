"""Every pasted conversation of both halves is read as a careful reader reads it."""

from __future__ import annotations

from collections import Counter

import pytest

from makegood.core.words import Channel

from .scoring import Pasted, as_known, pasted, scored

HALVES = {half: pasted(half) for half in ("tuned", "held")}


@pytest.mark.parametrize("one", HALVES["tuned"], ids=lambda one: one.name)
def test_a_tuned_paste_is_read_to_the_letter(one: Pasted):
    conversation = one.read()

    assert [
        {key: value for key, value in as_known(message).items() if key in known}
        for message, known in zip(conversation.messages, one.known["messages"], strict=True)
    ] == [{**known, "doubts": sorted(known["doubts"])} for known in one.known["messages"]]
    assert [{"line": each.line, "code": each.why.code} for each in conversation.unread] == one.known["unread"]
    assert conversation.channel == one.known["channel"]


@pytest.mark.parametrize("half", HALVES)
def test_no_line_is_read_wrong(half: str):
    total: Counter[str] = Counter()
    for one in HALVES[half]:
        total += scored(one)

    assert total["wrong"] == 0
    assert total["right"] > 4 * total["doubtful"]


@pytest.mark.parametrize("half", HALVES)
def test_each_half_covers_every_messenger(half: str):
    assert len(HALVES[half]) >= 30
    assert {one.known["channel"] for one in HALVES[half]} >= set(Channel) - {Channel.phone, Channel.other}
