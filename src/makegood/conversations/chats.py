"""Pastes in which each message has a header line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from makegood.conversations.drafts import Draft, Reading, is_blank
from makegood.conversations.formats import LONGEST, formats, plain
from makegood.conversations.headers import Form, Header, forms, header, line_pattern
from makegood.conversations.moments import Day, day_of
from makegood.conversations.sides import Sides

Earlier = Callable[[Day, Day], bool]
"""Does the first day lie before the second, as far as that can be told?"""


def read_chat(
    form: Form, found: Mapping[int, Header], lines: Sequence[str], sides: Sides, is_earlier: Earlier
) -> Reading:
    """The messages under the header lines `found`."""
    doubtful: frozenset[int] = frozenset()
    if form.is_weak:
        found, doubtful = _believed(found, lines, sides)
    is_dated = all(head.day for head in found.values())
    reading = Reading(is_weak=form.is_weak)
    current: Draft | None = None
    day: Day | None = None
    shaken: set[int] = set()
    for line, text in enumerate(lines):
        if line in found:
            current = _begun(form, found[line], day, reading)
            if line in doubtful and current:
                current.doubt("maybe_header")
                for before in reading.drafts[-2:-1]:
                    before.doubt("maybe_header")
        elif (dated := _dated(is_dated, line, lines, current)) and _follows(dated, day, found, line, lines, is_earlier):
            day, current = dated, None
            reading.unread[line] = "date"
        elif current is not None:
            if dated and day and is_earlier(dated, day):  # days going back: one of the two lines is no day
                shaken.add(id(day))
            current.add(line, text)
            if line in doubtful or dated or _looks_like_header(form, text):
                current.doubt("maybe_header")
        elif not is_blank(text):
            reading.unread[line] = "unknown"
    for draft in reading.drafts:
        draft.trim()
        if id(draft.day) in shaken:
            draft.doubt("day_unclear")
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


def _dated(is_dated: bool, line: int, lines: Sequence[str], current: Draft | None) -> Day | None:
    """The day of a line that holds nothing else, unless a message would be left without words by it."""
    if current is not None and not current.has_words:
        return None
    return day_line(lines[line], only_ruled=is_dated)


def _follows(
    dated: Day, day: Day | None, found: Mapping[int, Header], line: int, lines: Sequence[str], is_earlier: Earlier
) -> bool:
    """Days go forward, are written one way, and a message begins under each; other such lines are words."""
    after = next((below for below in range(line + 1, len(lines)) if not is_blank(lines[below])), None)
    if after is not None and after not in found and not day_line(lines[after]):
        return False
    return day is None or (in_style(dated, day) and not is_earlier(dated, day))


def in_style(one: Day, other: Day) -> bool:
    """Are two days written one way? A day told from the day of the paste goes with every way."""
    return not (one.style and other.style) or one.style == other.style


def day_line(text: str, *, only_ruled: bool = False) -> Day | None:
    """The day in a line that is nothing but a day."""
    if len(text) > LONGEST or is_blank(text):
        return None
    head = plain(text).strip()
    found = line_pattern("ruled").fullmatch(head)
    if found is None and not only_ruled:
        found = line_pattern("day").fullmatch(head)
    return day_of(found) if found else None


def is_ruled(text: str) -> bool:
    """A day between two rules, as only WeChat's mailed record has it."""
    return text.lstrip()[:1] in _RULES and bool(day_line(text, only_ruled=True))


_RULES = tuple("-—–─=_·•*")


def _looks_like_header(form: Form, text: str) -> bool:
    """A chat pasted within a message, or a second form in one paste."""
    return any(header(other, 0, text) for other in forms() if other.sure and other is not form)


def unmark(draft: Draft, unread: dict[int, str]) -> None:
    """Takes the messenger's `read` and `delivered` off the end of a message that has words besides."""
    marks = frozenset(formats()["notices"]["marks"])
    while sum(not is_blank(text) for _, text in draft.texts[-2:]) == 2 and plain(draft.texts[-1][1]).strip() in marks:
        unread[draft.texts.pop()[0]] = "notice"
        draft.trim()


# --- header lines that a sentence could look like -----------------------------------------------------------------


def _believed(
    found: Mapping[int, Header], lines: Sequence[str], sides: Sides
) -> tuple[dict[int, Header], frozenset[int]]:
    """The header lines taken as such, and those of them that are doubtful."""
    styles = Counter(map(_style, found.values()))
    usual = styles.most_common(1)[0][0]
    names = {head.author for head in found.values() if _style(head) == usual}
    odd = {line for line, head in found.items() if head.author not in names and not sides.knows(head.author or "")}
    times = Counter(head.author for line, head in found.items() if line not in odd)
    strangers = {name for name, count in times.items() if name and count == 1 and not sides.knows(name)}
    first = next((line for line, text in enumerate(lines) if not is_blank(text) and not day_line(text)), 0)
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


def _stands_apart(line: int, lines: Sequence[str]) -> bool:
    return is_blank(lines[line - 1]) or _under_day(line, lines)


def _under_day(line: int, lines: Sequence[str]) -> bool:
    while line > 1 and is_blank(lines[line - 1]):
        line -= 1
    return bool(day_line(lines[line - 1]))


# --- names without a time -----------------------------------------------------------------------------------------


def read_names(lines: Sequence[str], sides: Sides) -> Reading:
    """WeChat for Windows copies `Name:` and the words beneath; people type `Name: words`. Neither has a time."""
    named = {line: read for line, text in enumerate(lines) if (read := _name(text))}
    times = Counter(name for name, _ in named.values())
    strangers = {name for name, count in times.items() if count == 1 and not sides.knows(name)}
    first = next((line for line, text in enumerate(lines) if not is_blank(text)), 0)
    kept = {
        line: (name, rest)
        for line, (name, rest) in named.items()
        if name not in strangers or line == first or (is_blank(lines[line - 1]) and not rest)
    }
    reading = Reading()
    if len(kept) < 2 and not any(sides.knows(name) for name, _ in kept.values()):
        reading.unread = {line: "unknown" for line, text in enumerate(lines) if not is_blank(text)}
        return reading
    for line, text in enumerate(lines):
        if line in kept:
            name, rest = kept[line]
            reading.drafts.append(Draft(line, name, texts=[(line, rest)], doubts=["no_time"]))
            if name in strangers and len(strangers) > 1:
                reading.drafts[-1].doubt("author_unclear")
        elif reading.drafts:
            reading.drafts[-1].texts.append((line, text))
        elif not is_blank(text):
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
