"""Whatever is pasted: nothing raises, no line is lost, and no reading takes more than its length in steps."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.conversations import Conversation, events, read_conversation
from makegood.conversations.formats import formats
from makegood.conversations.headers import forms
from makegood.conversations.lines import line_pattern
from makegood.conversations.mails import _field_pattern, _moment, _patterns
from makegood.core.words import Channel, Direction

from .scoring import pasted

SAMPLES = [one.text for half in ("tuned", "held") for one in pasted(half)]
LINES = sorted({line for text in SAMPLES for line in re.split(r"\r\n|\n", text)})
ODD = [
    "\u200e",
    "\ufeff",
    "\r",
    "\x0b",
    "\u2028",
    "\x1c",
    "\ud800",
    "٣",
    "² :",
    "99/99/9999, 99:99 - a: b",
    "Today",
    "16:05",
]
PASTES = st.one_of(
    st.text(),
    st.lists(st.sampled_from(LINES + ODD), max_size=25).map("\n".join),
    st.builds(
        lambda text, cut, odd, back: text[:cut] + odd + text[max(cut - back, 0) :],
        st.sampled_from(SAMPLES),
        st.integers(0, 400),
        st.one_of(st.sampled_from(ODD), st.text(max_size=5)),
        st.integers(0, 60),
    ),
)
OPTIONS = st.fixed_dictionaries(
    {
        "channel": st.none() | st.sampled_from(list(Channel)),
        "zone": st.sampled_from([None, "UTC", "Asia/Shanghai", "Europe/Berlin"]),
        "ours": st.lists(st.sampled_from(["Desk", "店小二", "我", "", "Lin"]) | st.text(max_size=4), max_size=3),
        "theirs": st.lists(st.sampled_from(["Anna K.", "买家", "Lin", ""]), max_size=2),
        "on": st.none() | st.dates(),
    }
)


def every_line_is_somewhere(text: str, conversation: Conversation) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [line for one in conversation.messages for line in range(one.first, one.last + 1)]
    places += [one.line for one in conversation.unread]
    assert {line for line, one in enumerate(lines, 1) if one.strip()} <= set(places)
    assert len(places) == len(set(places)), "a line in two places"


@settings(max_examples=600, deadline=None)
@given(PASTES, OPTIONS)
def test_nothing_raises_and_nothing_is_lost(text, options):
    conversation = read_conversation(text, **options)

    every_line_is_somewhere(text, conversation)
    for one in conversation.messages:
        assert one.at is None or one.at.tzinfo is UTC
        assert one.doubts or (one.at and one.side), "what is open says why"
    certain, doubtful = events(conversation)
    assert len(certain) + len(doubtful) == len(conversation.messages)
    assert all(one.at and one.direction and one.channel and one.text is not None for one in certain)


# --- what was written is read back, or doubted ------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        ["hello", "你好", "wrong colour: red", "http://a.b/c", "1/2", "ok.", "(see photo)", "地址 5-3", "12.90"]
    ),
    min_size=1,
    max_size=3,
).map("\n".join)
SPOKEN = st.lists(st.tuples(st.integers(1, 200_000), st.booleans(), WORDS), min_size=1, max_size=8)
WRITTEN: dict[Channel, list[Callable[[datetime, str, str], str]]] = {
    Channel.whatsapp: [
        lambda at, name, text: f"{at:%d/%m/%Y, %H:%M} - {name}: {text}",
        lambda at, name, text: f"[{at:%m/%d/%y, %I:%M:%S\u202f%p}] {name}: {text}",
        lambda at, name, text: f"[{at:%H:%M, %Y-%m-%d}] {name}: {text}",
    ],
    Channel.wangwang: [
        lambda at, name, text: f"{name} ({at:%Y-%m-%d %H:%M:%S}):\n{text}\n",
        lambda at, name, text: f"{name} {at:%Y-%m-%d %H:%M:%S}\n{text}",
    ],
    Channel.wechat: [lambda at, name, text: f"{name} {at:%Y/%m/%d %I:%M %p}\n{text}\n"],
    Channel.shopee_chat: [lambda at, name, text: f"{name}\n{text}\n{at:%Y-%m-%d %H:%M}"],
    Channel.ae_message: [lambda at, name, text: f"{name}\n{at:%b %d, %Y %H:%M}\n{text}"],
    Channel.email: [
        lambda at, name, text: f"From: {name} <a@b.example>\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\n\n{text}\n"
    ],
}


@settings(max_examples=300, deadline=None)
@given(SPOKEN, st.sampled_from([(channel, form) for channel, every in WRITTEN.items() for form in every]))
def test_what_was_written_is_read_back_or_doubted(spoken, written):
    channel, write = written
    at, said, lines = datetime(2026, 1, 3, 8, 0, tzinfo=UTC), [], []
    for seconds, is_ours, text in spoken:
        at += timedelta(seconds=seconds)
        said.append((at, Direction.out if is_ours else Direction.in_, text))
        lines.append(write(at, "My Shop" if is_ours else "Anna K.", text))

    read = read_conversation("\n".join(lines), channel=channel, zone="UTC", ours=["My Shop"], on=date(2026, 12, 1))

    truth = {(when.replace(second=0), side, text) for when, side, text in said}
    for one in read.messages:
        if one.is_certain:
            assert (one.at.replace(second=0), one.side, one.text) in truth


# --- steps --------------------------------------------------------------------------------------------------------

SIZE = 1 << 18
PATHOLOGICAL = {
    "one_line": "a" * SIZE,
    "one_line_of_digits": "1" * SIZE,
    "blanks": " " * SIZE,
    "blank_lines": "\n" * SIZE,
    "colons": "16:05" * (SIZE // 5),
    "stamps": "16:05\n" * (SIZE // 6),
    "names": "ab:\n" * (SIZE // 4),
    "dates": "2026-11-20\n2026-11-19\n" * (SIZE // 22),
    "clocked": "a 16:05\n" * (SIZE // 8),
    "clocked_back": "a 16:05\nx\n2026-11-20\na 16:06\ny\n2026-11-19\n" * (SIZE // 44),
    "many_names": "".join(f"n{number} 2026-11-20 16:05:12\n" for number in range(SIZE // 27)),
    "blanks_and_dates": "a 16:05" + "\n" * (SIZE // 2) + "x\n" + "20 Nov 2026\n2026-11-20\n" * (SIZE // 46),
    "stamped_dates": "16:05" + "\n" * (SIZE // 2) + "x\n" + "20 Nov 2026\n2026-11-20\n" * (SIZE // 46),
    "marks": "我 2026-11-20 16:05:12\nx\n" + "已读\n" * (SIZE // 3),
    "left_to_right": "\u200e" * SIZE,
    "brackets": "[" * SIZE,
    "heads": "From: a\nSubject: b\n\n" * (SIZE // 20),
    "froms": "From: a\n" * (SIZE // 8),
    "separators": "-----Original Message-----\n" * (SIZE // 27),
    "attributions": "From: a\nDate: b\n\n" + "On 16:05 a wrote:\n" * (SIZE // 18),
    "attributions_broken": "From: a\nDate: b\n\n" + "On 16:05 aaaa\n" * (SIZE // 14),
    "quotes": "From: a\nDate: b\n\n" + "> a\n\n" * (SIZE // 5),
    "rules": "—" * SIZE,
    "named": "a:\n" * (SIZE // 3),
    "hours": "".join(f"{number % 24}:{number % 60:02}\n" for number in range(SIZE // 6)),
    "telegram": "a, [20.11.2026 16:05]\n[Forwarded from b]\n" * (SIZE // 41),
    "qq": "消息对象:a\n" + "2026-11-20 16:05:12 a\n消息对象:b\n" * (SIZE // 29),
    "day_words": "a 16:05\nx\n昨天\n" * (SIZE // 13),
    "day_words_and_blanks": ("a 16:05\nx\n昨天" + "\n" * 400) * (SIZE // 412),
    "timed_marks": "我 16:05\nx\n已读 16:06\n" * (SIZE // 19),
    "ruled": "————— 2026-11-20 —————\n" * (SIZE // 24),
}


def steps(text: str) -> int:
    """Calls and returns on the way: each is bounded, for every pattern and every line looked at is."""
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        read_conversation(text, channel=None, zone="UTC", ours=["a"], on=date(2026, 12, 1))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_four_times_the_text_takes_four_times_the_steps(name: str):
    text = PATHOLOGICAL[name]
    quarter = steps(text[: text.rfind("\n", 0, len(text) // 4) + 1] or text[: len(text) // 4])
    whole = steps(text)

    assert whole <= 4.6 * quarter + 2_000
    assert whole <= 1_000 * (len(text.splitlines()) + 1) + 2_000


def patterns() -> Iterator[re.Pattern[str]]:
    yield from (form.pattern for form in forms())
    yield from (line_pattern(name) for name in formats()["line"])
    yield from (*_moment(), _field_pattern(), _patterns("separators"), _patterns("attributions"))


def unbounded(parsed: object) -> bool:
    """Does a pattern repeat something without a bound?"""
    if isinstance(parsed, _parser.SubPattern):
        return any(unbounded(one) for one in parsed.data)
    if isinstance(parsed, tuple | list):
        repeats = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
        if len(parsed) == 2 and parsed[0] in repeats and parsed[1][1] is _constants.MAXREPEAT:
            return True
        return any(unbounded(one) for one in parsed)
    return False


def test_no_pattern_repeats_without_a_bound():
    assert unbounded(_parser.parse("(a+b)?")), "the test can tell"
    assert not any(unbounded(_parser.parse(one.pattern, one.flags)) for one in patterns())
