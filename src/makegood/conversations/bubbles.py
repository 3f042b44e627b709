"""Pastes in which a time stands on a line of its own, above or beneath the words of each bubble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from makegood.conversations.chats import in_style
from makegood.conversations.deciding import goes_back
from makegood.conversations.drafts import Draft, Reading, is_blank
from makegood.conversations.formats import plain
from makegood.conversations.lines import Lines, Stamp, is_mark
from makegood.conversations.moments import Day
from makegood.conversations.sides import Sides


def stamps(lines: Lines) -> dict[int, Stamp]:
    """Every line that is a time and nothing else; under lines with the day only those written as most are."""
    every = {line: one for line in range(1, len(lines)) if (one := lines.stamp(line)) is not None}
    kinds = Counter(map(_kind, every.values()))
    if len(kinds) > 1 and any(lines.day(line) for line in lines.told):
        common = kinds.most_common(1)[0][0]
        return {line: one for line, one in every.items() if _kind(one) == common}
    return every


def _kind(stamp: Stamp) -> tuple[bool, bool]:
    return stamp.day is not None, stamp.clock is not None and stamp.clock.half is not None


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
    day_word: int = 0
    """The line that gives its day, where people say such a line too."""
    maybe_day: bool = False


def read_bubbles(found: Mapping[int, Stamp], lines: Lines, sides: Sides) -> Reading:
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
    _doubt_day_words(bubbles, is_above=not below)
    for one in bubbles:
        draft = _drafted(one, lines, is_placed=below is not None)
        if is_named and one.author is None:  # a time among the words cuts a bubble in two
            draft.doubt("maybe_header")
            for before in reading.drafts[-1:]:
                before.doubt("maybe_header")
        draft.trim()
        reading.drafts.append(draft)
    return reading


def _doubt_day_words(bubbles: Sequence[_Bubble], *, is_above: bool) -> None:
    """`Yesterday` on its own line is the day of what follows only below another day, where the hour goes back."""
    doubted: set[int] = set()
    for before, one in pairwise(bubbles):
        if one.day_word and one.day_word != before.day_word:
            clocks = [each.stamp.clock if each.stamp else None for each in (before, one)]
            if before.day is None or not goes_back(*clocks):
                doubted.add(one.day_word)
                before.maybe_day = before.maybe_day or is_above
    for one in bubbles:
        one.maybe_day = one.maybe_day or one.day_word in doubted


def _drafted(one: _Bubble, lines: Lines, *, is_placed: bool) -> Draft:
    held = (one.author_line, one.line, one.texts[0][0] if one.texts else 0)
    draft = Draft(min(filter(None, held)), one.author, last=max(held[:2]), texts=one.texts)
    if not is_placed:
        draft.doubt("time_place")
    elif one.stamp is None:
        draft.doubt("no_time")
    else:
        draft.day, draft.clock = one.stamp.day or one.day, one.stamp.clock
    if one.unclear:
        draft.doubt("author_unclear")
    if one.maybe_day:
        draft.doubt("maybe_day")
    if any(lines.stamp(line) for line, _ in one.texts):
        draft.doubt("maybe_header")
    return draft


# --- above or beneath? --------------------------------------------------------------------------------------------


def _stand_below(found: Mapping[int, Stamp], lines: Lines, sides: Sides) -> bool | None:
    """True: beneath the words. False: above them. None: it cannot be told."""
    told = [line for line in lines.told if not is_mark(lines[line])]
    spoken = [line for line in told if not lines.day(line)]
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
        if lines.day(line) and line not in found and (before in found) != below and not lines.day(before):
            is_word = below and line + 1 in found
            if not is_word:
                return None
    return below


def _names_stand_above(found: Mapping[int, Stamp], lines: Lines, sides: Sides, first: int) -> bool:
    above = [line - 1 for line in found]
    names = Counter(plain(lines[line]).strip() for line in above if line > 0 and line not in found)
    known = any(sides.knows(name) or count > 1 for name, count in names.items() if name)
    return first in above and sum(names.values()) == len(found) and "" not in names and known


# --- beneath ------------------------------------------------------------------------------------------------------


def _ended(found: Mapping[int, Stamp], lines: Lines, reading: Reading) -> list[_Bubble]:
    bubbles: list[_Bubble] = []
    texts: list[tuple[int, str]] = []
    day: Day | None = None
    word = 0
    for line, text in enumerate(lines.texts):
        if line in found:
            bubbles.append(_Bubble(found[line], line, day, texts, day_word=word))
            texts = []
        elif not texts and (dated := lines.day(line)) and line + 1 not in found and _goes_with(dated, day):
            day, word = dated, line if lines.is_word(line) else 0
            reading.unread[line] = "date"
        elif not texts and is_mark(text) and line + 1 not in found:
            reading.unread[line] = "notice"
        elif texts or not lines.is_blank[line]:
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


def _begun(found: Mapping[int, Stamp], lines: Lines, reading: Reading) -> list[_Bubble]:
    bubbles: list[_Bubble] = []
    day: Day | None = None
    word = 0
    current: _Bubble | None = None
    for line, text in enumerate(lines.texts):
        if line in found:
            current = _Bubble(found[line], line, day, day_word=word)
            bubbles.append(current)
        elif (dated := lines.day(line)) and _goes_with(dated, day) and (current is None or current.has_words):
            word = line if current is not None and lines.is_word(line) else 0
            day, current = dated, None
            reading.unread[line] = "date"
        elif not lines.is_blank[line] or current is not None:
            if current is None:
                current = _Bubble(None, 0, day, day_word=word)
                bubbles.append(current)
            current.texts.append((line, text))
            current.has_words = current.has_words or not lines.is_blank[line]
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
