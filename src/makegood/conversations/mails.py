"""E-mails: heads of From, Date and Subject, new words, and the quoted part, which is kept beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from makegood.conversations.drafts import Draft, Reading, is_blank
from makegood.conversations.formats import LONGEST, filled, formats, one_of, plain
from makegood.conversations.lines import Lines
from makegood.conversations.moments import clock_of, day_of

_LONGEST_HEAD = 40  # lines
_LONGEST_VALUE = 320  # signs: no address is longer


@dataclass(slots=True)
class Head:
    """The lines of one mail's head, `first` to `last`."""

    first: int
    last: int
    is_quoted: bool
    fields: dict[str, str] = field(default_factory=dict)


@cache
def _field_pattern() -> re.Pattern[str]:
    groups = (f"(?P<{kind}>{one_of(names)})" for kind, names in formats()["mail"]["fields"].items())
    return re.compile(rf"(?:{'|'.join(groups)})\s{{0,2}}[:：]", re.IGNORECASE)


_OTHER_FIELD = re.compile(r"[A-Za-z][A-Za-z-]{1,40}:\s")
_FOLDED = re.compile(r"\s{1,8}\S")


def _field(line: str) -> tuple[str, str] | None:
    head = plain(line[: LONGEST + _LONGEST_VALUE]).strip()
    found = _field_pattern().match(head)
    if found:
        return str(found.lastgroup), head[found.end() :].strip().rstrip(";；").strip()
    return ("other", "") if _OTHER_FIELD.match(head) else None


def heads(lines: Lines) -> dict[int, Head]:
    """Every head of a mail, by its first line: it names who wrote, and when or of what."""
    found: dict[int, Head] = {}
    line = 1
    while line < len(lines):
        head = _head_at(line, lines) if _may_begin(line, lines) else None
        if head is not None:
            found[line] = head
        line = head.last + 1 if head else line + 1
    return found


def _may_begin(line: int, lines: Lines) -> bool:
    text = lines[line]
    if not (":" in text or "：" in text) or not (lines.is_blank[line - 1] or is_separator(lines[line - 1])):
        return False
    return _field(text) is not None


def _head_at(first: int, lines: Lines) -> Head | None:
    head = Head(first, first, _under_separator(first, lines))
    for line in range(first, min(first + _LONGEST_HEAD, len(lines))):
        read = _field(lines[line])
        if read is None and not (line > first and _FOLDED.match(lines[line])):
            break
        head.last = line
        if read and read[0] not in head.fields:
            head.fields[read[0]] = read[1]
    return head if "from" in head.fields and ("date" in head.fields or "subject" in head.fields) else None


def _under_separator(line: int, lines: Lines) -> bool:
    for before in range(line - 1, max(line - 4, 0), -1):
        if not lines.is_blank[before]:
            return is_separator(lines[before])
    return False


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in formats()["mail"]["quotes"][kind]), re.IGNORECASE)


def is_separator(line: str) -> bool:
    return len(line) <= LONGEST and _patterns("separators").fullmatch(plain(line).strip()) is not None


_TELLS = re.compile(r"\d[:：.]\d\d|@|<.{1,80}>")


def _attribution(line: int, end: int, lines: Lines) -> int:
    """On how many lines from here it is said who wrote what follows: one, two where a client broke the line, or none."""
    for count in (1, 2):
        if line + count > end or lines.is_blank[line + count - 1]:
            return 0
        if not plain(lines[line + count - 1][:LONGEST]).rstrip().endswith((":", "：")):  # as all of them do
            continue
        whole = " ".join(plain(one[:LONGEST]).strip() for one in lines[line : line + count])
        if len(whole) <= LONGEST and _patterns("attributions").fullmatch(whole) and _TELLS.search(whole):
            return count
    return 0


def read_mails(found: Mapping[int, Head], lines: Lines) -> Reading:
    """The mails; a head under a separator begins a quoted mail, any other a mail of its own."""
    reading = Reading()
    starts = [head for head in found.values() if not head.is_quoted]
    if not starts:  # all that was copied is a forwarded mail
        starts = list(found.values())[:1]
    ends = [*(head.first for head in starts[1:]), len(lines)]
    for head, end in zip(starts, ends, strict=True):
        reading.drafts.append(_mail(head, end, lines))
    return reading


@cache
def _moment() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return filled("<moment>"), filled("<day>")


def _mail(head: Head, end: int, lines: Lines) -> Draft:
    draft = Draft(head.first, head.fields["from"][:_LONGEST_VALUE] or None, last=head.last)
    draft.subject = head.fields.get("subject")
    _date(draft, head.fields.get("date"))
    quoted: list[tuple[int, str]] = []
    line = head.last + 1
    while line < end:
        text = lines[line]
        said = _attribution(line, end, lines) if _may_attribute(text) else 0
        if said or text.lstrip().startswith(">"):
            stop = _quote_end(line + said, end, lines)
            if stop == line + said:  # no `>` follows: all the rest is taken as quoted
                draft.doubt("quote_unclear")
                stop = end
        elif is_separator(text) and _leads_to_head(line, end, lines):
            stop = end
        else:
            draft.texts.append((line, text))
            line += 1
            continue
        quoted += [(at, lines[at]) for at in range(line, stop)]
        line = stop
    return _closed(draft, quoted)


def _may_attribute(text: str) -> bool:
    return not is_blank(text) and len(text) <= LONGEST


def _closed(draft: Draft, quoted: list[tuple[int, str]]) -> Draft:
    draft.trim()
    kept = [(at, text.rstrip()) for at, text in quoted if not is_blank(text)]
    if kept:
        draft.quoted = "\n".join(text for _, text in kept)
        draft.last = max(draft.last, kept[-1][0])
    return draft


def _quote_end(line: int, end: int, lines: Lines) -> int:
    """The line after the last that begins with `>`; blank lines between such lines belong to them."""
    stop = line
    while line < end and (lines.is_blank[line] or lines[line].lstrip().startswith(">")):
        line += 1
        if not lines.is_blank[line - 1]:
            stop = line
    return stop


def _leads_to_head(line: int, end: int, lines: Lines) -> bool:
    for after in range(line + 1, min(line + 4, end)):
        if not lines.is_blank[after]:
            return _field(lines[after]) is not None
    return False


def _date(draft: Draft, written: str | None) -> None:
    if not written:
        draft.doubt("no_time")
        return
    moment, day = _moment()
    head = written[:LONGEST]
    found = moment.match(head)
    if found is None or len(head[found.end() :].strip()) > 40:
        found = day.match(head)
        draft.doubt("no_time")
    if found is not None:
        draft.day, draft.clock = day_of(found), clock_of(found)
