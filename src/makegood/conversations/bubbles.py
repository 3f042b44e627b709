"""Pastes in which a time stands on a line of its own, above or beneath the words of each bubble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from makegood.conversations.chats import day_line, in_style
from makegood.conversations.drafts import Draft, Reading, is_blank
from makegood.conversations.formats import LONGEST, formats, plain
from makegood.conversations.headers import line_pattern
from makegood.conversations.moments import Clock, Day, clock_of, day_of
from makegood.conversations.sides import Sides


@dataclass(frozen=True, slots=True)
class Stamp:
    day: Day | None
    clock: Clock | None


def stamps(lines: Sequence[str]) -> dict[int, Stamp]:
    """Every line that is a time and nothing else; under lines with the day only those written as most are."""
    every = {line: one for line, text in enumerate(lines) if (one := _stamp(text)) is not None}
    kinds = Counter(map(_kind, every.values()))
    if len(kinds) > 1 and any(day_line(text) for text in lines):
        common = kinds.most_common(1)[0][0]
        return {line: one for line, one in every.items() if _kind(one) == common}
    return every


def _kind(stamp: Stamp) -> tuple[bool, bool]:
    return stamp.day is not None, stamp.clock is not None and stamp.clock.half is not None


def _stamp(text: str) -> Stamp | None:
    if len(text) > LONGEST or not any(sign in text for sign in ":："):
        return None
    found = line_pattern("stamp").fullmatch(plain(text).strip())
    return Stamp(day_of(found), clock_of(found)) if found else None


@dataclass(slots=True)
class _Bubble:
    """The words between two stamps, and the stamp they were given."""

    stamp: Stamp | None
    line: int
    day: Day | None
    texts: list[tuple[int, str]] = field(default_factory=list)
    author: str | None = None
    author_line: int = 0
    unclear: bool = False
    has_words: bool = False


def read_bubbles(found: Mapping[int, Stamp], lines: Sequence[str], sides: Sides) -> Reading:
    """The messages; whether the times stand above or beneath is read from both ends of the paste."""
    reading = Reading()
    below = _stand_below(found, lines, sides)
    if below:
        bubbles = _ended(found, lines, reading)
        _name_first_lines(bubbles, sides)
    else:
        bubbles = _begun(found, lines, reading)
        if below is False:
            _name_lines_above(bubbles, sides)
    is_named = any(one.author for one in bubbles)
    for one in bubbles:
        draft = _drafted(one, is_placed=below is not None)
        if is_named and one.author is None:  # a time among the words cuts a bubble in two
            draft.doubt("maybe_header")
            for before in reading.drafts[-1:]:
                before.doubt("maybe_header")
        draft.trim()
        reading.drafts.append(draft)
    return reading


def _drafted(one: _Bubble, *, is_placed: bool) -> Draft:
    lines = [line for line in (one.author_line, one.line, *(line for line, _ in one.texts[:1])) if line]
    draft = Draft(min(lines), one.author, last=max(one.author_line, one.line), texts=one.texts)
    if not is_placed:
        draft.doubt("time_place")
    elif one.stamp is None:
        draft.doubt("no_time")
    else:
        draft.day, draft.clock = one.stamp.day or one.day, one.stamp.clock
    if one.unclear:
        draft.doubt("author_unclear")
    if any(_stamp(text) for _, text in one.texts):
        draft.doubt("maybe_header")
    return draft


# --- above or beneath? --------------------------------------------------------------------------------------------


def _stand_below(found: Mapping[int, Stamp], lines: Sequence[str], sides: Sides) -> bool | None:
    """True: beneath the words. False: above them. None: it cannot be told."""
    marks = _marks()
    told = [line for line, text in enumerate(lines) if not is_blank(text) and plain(text).strip() not in marks]
    spoken = [line for line in told if not day_line(lines[line])]
    if not spoken:
        return None
    begins, ends = spoken[0] in found, told[-1] in found
    if begins != ends:
        below = ends
    elif not begins and _names_stand_above(found, lines, sides, spoken[0]):
        below = False
    else:
        return None
    for before, line in zip(told, told[1:], strict=False):
        if day_line(lines[line]) and line not in found and (before in found) != below and before in spoken:
            is_word = below and line + 1 in found
            if not is_word:
                return None
    return below


def _names_stand_above(found: Mapping[int, Stamp], lines: Sequence[str], sides: Sides, first: int) -> bool:
    above = [line - 1 for line in found]
    names = Counter(plain(lines[line]).strip() for line in above if line > 0 and line not in found)
    known = any(sides.knows(name) or count > 1 for name, count in names.items() if name)
    return first in above and sum(names.values()) == len(found) and "" not in names and known


def _marks() -> frozenset[str]:
    return frozenset(formats()["notices"]["marks"])


# --- beneath ------------------------------------------------------------------------------------------------------


def _ended(found: Mapping[int, Stamp], lines: Sequence[str], reading: Reading) -> list[_Bubble]:
    bubbles: list[_Bubble] = []
    texts: list[tuple[int, str]] = []
    day: Day | None = None
    for line, text in enumerate(lines):
        if line in found:
            bubbles.append(_Bubble(found[line], line, day, texts))
            texts = []
        elif not texts and (dated := day_line(text)) and line + 1 not in found and _goes_with(dated, day):
            day = dated
            reading.unread[line] = "date"
        elif not texts and plain(text).strip() in _marks() and line + 1 not in found:
            reading.unread[line] = "notice"
        elif texts or not is_blank(text):
            texts.append((line, text))
    for line, text in texts:
        if not is_blank(text):
            reading.unread[line] = "unknown"
    return bubbles


def _goes_with(dated: Day, day: Day | None) -> bool:
    return day is None or in_style(dated, day)


def _name_first_lines(bubbles: Sequence[_Bubble], sides: Sides) -> None:
    """Names are copied with every bubble or with none."""
    many = [one for one in bubbles if sum(not is_blank(text) for _, text in one.texts) > 1]
    firsts = Counter(plain(one.texts[0][1]).strip() for one in many)
    strangers = {name for name, count in firsts.items() if count == 1 and not sides.knows(name)}
    is_named = len(many) == len(bubbles) and len(strangers) <= 1 and all(len(name) <= 40 for name in firsts)
    is_named = is_named and len(firsts) > len(strangers)
    for one in many:
        name = plain(one.texts[0][1]).strip()
        if sides.knows(name) or is_named:
            one.author, one.author_line = name, one.texts.pop(0)[0]
            one.unclear = name in strangers or not is_named


# --- above --------------------------------------------------------------------------------------------------------


def _begun(found: Mapping[int, Stamp], lines: Sequence[str], reading: Reading) -> list[_Bubble]:
    bubbles: list[_Bubble] = []
    day: Day | None = None
    current: _Bubble | None = None
    for line, text in enumerate(lines):
        if line in found:
            current = _Bubble(found[line], line, day)
            bubbles.append(current)
        elif (dated := day_line(text)) and _goes_with(dated, day) and (current is None or current.has_words):
            day, current = dated, None
            reading.unread[line] = "date"
        elif not is_blank(text) or current is not None:
            if current is None:
                current = _Bubble(None, 0, day)
                bubbles.append(current)
            current.texts.append((line, text))
            current.has_words = current.has_words or not is_blank(text)
    return bubbles


def _name_lines_above(bubbles: list[_Bubble], sides: Sides) -> None:
    """A name that stands above its time was taken for the last words of the bubble before."""
    first_is_name = bool(bubbles) and bubbles[0].stamp is None
    if not first_is_name:
        return
    lasts = {id(one): one.texts[-1] for one in bubbles[:-1] if one.texts}
    times = Counter(plain(text).strip() for _, text in lasts.values())
    for before, one in zip(bubbles, bubbles[1:], strict=False):
        if one.stamp is None or id(before) not in lasts or lasts[id(before)][0] != one.line - 1:
            continue
        line, text = before.texts.pop()
        one.author, one.author_line = plain(text).strip(), line
        is_known = sides.knows(one.author) or times[one.author] > 1
        one.unclear = not is_known and before.stamp is not None
    bubbles[:] = [one for one in bubbles if one.stamp is not None or any(not is_blank(text) for _, text in one.texts)]
