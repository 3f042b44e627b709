"""Pastes in which each message has a header line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from makegood.conversations.deciding import goes_back
from makegood.conversations.drafts import Draft, Reading, is_blank
from makegood.conversations.formats import LONGEST, formats, plain
from makegood.conversations.headers import Form, Header
from makegood.conversations.lines import Lines, is_mark, line_pattern
from makegood.conversations.moments import Clock, Day
from makegood.conversations.sides import Sides

Earlier = Callable[[Day, Day], bool]
"""Does the first day lie before the second, as far as that can be told?"""


@dataclass(slots=True)
class _DayLine:
    """A line with the day of the messages beneath it, and what makes it doubtful."""

    day: Day | None = None
    doubts: list[str] = field(default_factory=list)


def read_chat(
    form: Form,
    found: Mapping[int, Header],
    foreign: Set[int],
    lines: Lines,
    sides: Sides,
    is_earlier: Earlier,
) -> Reading:
    """The messages under the header lines `found`; lines in `foreign` look like headers of another form."""
    doubtful: frozenset[int] = frozenset()
    if form.is_weak:
        found, doubtful = _believed(found, lines, sides)
    is_dated = all(head.day for head in found.values())
    reading = Reading(is_weak=form.is_weak)
    current: Draft | None = None
    above = _DayLine()
    under: list[tuple[Draft, _DayLine]] = []
    for line, text in enumerate(lines.texts):
        if line in found:
            current = _begun(form, found[line], above.day, reading)
            if current is not None and found[line].day is None:
                under.append((current, above))
            if line in doubtful and current:
                current.doubt("maybe_header")
                for before in reading.drafts[-2:-1]:
                    before.doubt("maybe_header")
        elif (dated := _dated(is_dated, line, lines, current)) and _follows(
            dated, above.day, found, line, lines, is_earlier
        ):
            is_told = above.day is not None and goes_back(
                current.clock if current is not None else None, _clock_below(line, found, lines)
            )
            above = _DayLine(dated)
            if current is not None and lines.is_word(line) and not is_told:
                current.doubt("maybe_day")
                above.doubts.append("maybe_day")
            current = None
            reading.unread[line] = "date"
        elif current is not None:
            if dated and above.day and is_earlier(dated, above.day):  # days going back: one of the two lines is no day
                above.doubts = sorted({*above.doubts, "day_unclear"})
            current.add(line, text)
            if line in doubtful or dated or line in foreign:
                current.doubt("maybe_header")
        elif not lines.is_blank[line]:
            reading.unread[line] = "notice" if _is_notice(form, text) else "unknown"
    for draft in reading.drafts:
        draft.trim()
    for draft, day_line in under:
        for code in day_line.doubts:
            draft.doubt(code)
    return reading


def _begun(form: Form, head: Header, day: Day | None, reading: Reading) -> Draft | None:
    if head.author is None or _is_notice(form, head.text):
        reading.unread[head.line] = "notice"
        return None
    draft = Draft(head.line, head.author, head.day or day, head.clock, utc=form.is_utc)
    if form.is_inline:
        draft.add(head.line, head.text)
    reading.drafts.append(draft)
    return draft


def _is_notice(form: Form, text: str) -> bool:
    said = plain(text[:LONGEST]).strip()
    return any(said.startswith(tuple(formats()["notices"].get(channel, ()))) for channel in form.channels)


def _dated(is_dated: bool, line: int, lines: Lines, current: Draft | None) -> Day | None:
    """The day of a line that holds nothing else, unless a message would be left without words by it."""
    if lines.is_blank[line] or (current is not None and not current.has_words):
        return None
    return lines.ruled(line) if is_dated else lines.day(line)


def _follows(
    dated: Day, day: Day | None, found: Mapping[int, Header], line: int, lines: Lines, is_earlier: Earlier
) -> bool:
    """Days go forward, are written one way, and a message begins under each; other such lines are words."""
    after = next((below for below in range(line + 1, len(lines)) if not lines.is_blank[below]), None)
    if after is not None and after not in found and not lines.day(after):
        return False
    return day is None or (in_style(dated, day) and not is_earlier(dated, day))


def _clock_below(line: int, found: Mapping[int, Header], lines: Lines) -> Clock | None:
    after = next((below for below in range(line + 1, len(lines)) if not lines.is_blank[below]), None)
    return found[after].clock if after is not None and after in found else None


def in_style(one: Day, other: Day) -> bool:
    """Are two days written one way? A day told from the day of the paste goes with every way."""
    return not (one.style and other.style) or one.style == other.style


def unmark(draft: Draft, unread: dict[int, str]) -> None:
    """Takes the messenger's `read` and `delivered` off the end of a message that has words besides."""
    while (
        len(draft.texts) > 1
        and sum(not is_blank(text) for _, text in draft.texts[-2:]) == 2
        and is_mark(draft.texts[-1][1])
    ):
        unread[draft.texts.pop()[0]] = "notice"
        draft.trim()


# --- header lines that a sentence could look like -----------------------------------------------------------------


def _believed(found: Mapping[int, Header], lines: Lines, sides: Sides) -> tuple[dict[int, Header], frozenset[int]]:
    """The header lines taken as such, and those of them that are doubtful."""
    styles = {line: _style(head) for line, head in found.items()}
    usual = Counter(styles.values()).most_common(1)[0][0]
    names = {head.author for line, head in found.items() if styles[line] == usual}
    odd = {line for line, head in found.items() if head.author not in names and not sides.knows(head.author or "")}
    times = Counter(head.author for line, head in found.items() if line not in odd)
    strangers = {name for name, count in times.items() if name and count == 1 and not sides.knows(name)}
    first = next((line for line in lines.told if not lines.day(line)), 0)
    is_spaced = len(strangers) <= 1 and all(
        _stands_apart(line, lines) or "  " in lines[line].strip() for line in found if line not in odd
    )
    believed, doubtful = {}, set(odd)
    for line, head in found.items():
        if line in odd:
            continue
        name = head.author or ""
        is_sure = name not in strangers or line == first or _under_day(line, lines)
        is_sure = is_sure or (is_spaced and (head.day is not None or " " not in name))
        if not is_sure:
            doubtful.add(line)
        if is_sure or head.day is not None or " " not in name:
            believed[line] = head
    return believed, frozenset(doubtful)


def _style(head: Header) -> tuple[str | None, bool, bool]:
    """How a header writes its time; one device writes it one way, save that near days are told in words."""
    half = head.clock is not None and head.clock.half is not None
    return (head.day.style or "words" if head.day else None), half, bool(head.clock and head.clock.has_seconds)


def _stands_apart(line: int, lines: Lines) -> bool:
    return lines.is_blank[line - 1] or _under_day(line, lines)


def _under_day(line: int, lines: Lines) -> bool:
    while line > 1 and lines.is_blank[line - 1]:
        line -= 1
    return bool(lines.day(line - 1))


# --- names without a time -----------------------------------------------------------------------------------------


def read_names(lines: Lines, sides: Sides) -> Reading:
    """WeChat for Windows copies `Name:` and the words beneath; people type `Name: words`. Neither has a time."""
    read = {text: _name(text) for text in {lines[line] for line in lines.told}}
    named = {line: found for line in lines.told if (found := read[lines[line]])}
    times = Counter(name for name, _ in named.values())
    strangers = {name for name, count in times.items() if count == 1 and not sides.knows(name)}
    first = next(iter(lines.told), 0)
    kept = {
        line: (name, rest)
        for line, (name, rest) in named.items()
        if name not in strangers or line == first or (lines.is_blank[line - 1] and not rest)
    }
    reading = Reading()
    if len(kept) < 2 and not any(sides.knows(name) for name, _ in kept.values()):
        reading.unread = dict.fromkeys(lines.told, "unknown")
        return reading
    for line, text in enumerate(lines.texts):
        if line in kept:
            name, rest = kept[line]
            reading.drafts.append(Draft(line, name, texts=[(line, rest)], doubts=["no_time"]))
            if name in strangers and len(strangers) > 1:
                reading.drafts[-1].doubt("author_unclear")
        elif reading.drafts:
            reading.drafts[-1].texts.append((line, text))
        elif not lines.is_blank[line]:
            reading.unread[line] = "unknown"
    for draft in reading.drafts:
        draft.trim()
    return reading


def _name(text: str) -> tuple[str, str] | None:
    head = plain(text[:LONGEST])
    found = line_pattern("name").match(head.lstrip())
    if found is None:
        return None
    rest = head.lstrip()[found.end() :]
    if found["author"][-1:].isdigit() and rest[:1].isdigit():  # an hour is no name
        return None
    blanks = len(head) - len(head.lstrip())
    return (found["author"], text[blanks + found.end() :]) if not rest.startswith("//") else None
