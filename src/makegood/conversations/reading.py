"""Pasted text to a conversation: finds the form, cuts the messages, and decides what can be decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from makegood.conversations.bubbles import read_bubbles, stamps
from makegood.conversations.chats import is_ruled, read_chat, read_names, unmark
from makegood.conversations.conversation import Conversation, Message, Unread, doubt
from makegood.conversations.drafts import Draft, Reading, is_blank, numbered
from makegood.conversations.formats import formats
from makegood.conversations.headers import Form, Header, forms, headers, with_clock
from makegood.conversations.mails import heads, read_mails
from makegood.conversations.moments import (
    Day,
    Order,
    Undecided,
    instant,
    orders,
    resolved,
    zone_named,
)
from makegood.conversations.sides import Sides
from makegood.core.words import Channel, Direction


def read_conversation(
    text: str,
    *,
    channel: Channel | None,
    zone: str | None,
    ours: Collection[str] = (),
    on: date | None = None,
) -> Conversation:
    """The messages in text copied from a messenger or a mail; what is open is None and carries its doubts.

    `ours` are our names exactly as they stand in the text, `on` is the day of the paste, which `Yesterday` counts
    from, `zone` the zone of the device it was copied on. No text is refused. Raises `UnknownZone`.
    """
    lines = numbered(text.removeprefix("\ufeff"))
    local = zone_named(zone) if zone is not None else None
    reading, form_of = _read(lines, channel, ours, on)
    told = channel or form_of
    sides = Sides(told, ours)
    sides.look_at(draft.author for draft in reading.drafts)
    proved = orders(draft.day for draft in reading.drafts if draft.day)
    differs = channel is not None and channel is not Channel.other and form_of not in (None, channel)
    is_marked = told is None or told in formats()["notices"]["marked"]
    for draft in reading.drafts:
        if is_marked and sides.of(draft.author)[0] is Direction.out:
            unmark(draft, reading.unread)
        if told is None:
            draft.doubt("channel_unknown")
        if differs:
            draft.doubt("channel_differs")
    if reading.is_weak:
        _doubt_before_strangers(reading.drafts, sides)
    messages = [_message(draft, sides, proved, local, on) for draft in reading.drafts]
    return Conversation(told, tuple(messages), _unread(lines, messages, reading.unread))


def _doubt_before_strangers(drafts: Sequence[Draft], sides: Sides) -> None:
    """Where sides are known, a name that is on none may be words of the message before."""
    known = [sides.of(draft.author)[0] for draft in drafts]
    if not any(known):
        return
    for before, side in zip(drafts, known[1:], strict=False):
        if side is None:
            before.doubt("maybe_header")


# --- the form -----------------------------------------------------------------------------------------------------


def _read(
    lines: Sequence[str], channel: Channel | None, ours: Collection[str], on: date | None
) -> tuple[Reading, Channel | None]:
    """The reading by the form most lines have, and the channel, where that form has only one."""
    mails, single = heads(lines), stamps(lines)
    clocked = [(line, text) for line, text in with_clock(lines) if line not in single]
    form, found = _best([one for one in forms() if channel in one.channels], clocked)
    if form is None:
        form, found = _best(forms(), clocked)
    first = next((line for line, text in enumerate(lines) if not is_blank(text)), 0)
    if mails and (channel is Channel.email or first in mails or form is None or form.is_weak):
        return read_mails(mails, lines), Channel.email
    sides = Sides(channel or (form.sure if form else None), ours)
    if form is not None and len(found) >= len(single) + form.is_weak:
        is_mailed = form.is_weak and any(map(is_ruled, lines))
        return read_chat(form, found, lines, sides, _earlier(on)), Channel.wechat if is_mailed else form.sure
    if single:
        return read_bubbles(single, lines, sides), None
    return Reading() if channel is Channel.email else read_names(lines, sides), None


def _best(every: Sequence[Form], clocked: Sequence[tuple[int, str]]) -> tuple[Form | None, Mapping[int, Header]]:
    best: Form | None = None
    most: Mapping[int, Header] = {}
    weak: dict[int, Header] = {}
    for form in every:
        found = headers(form, clocked)
        if form.is_weak:
            found = weak = {**found, **weak}
        if len(found) > len(most):
            best, most = form, dict(sorted(found.items()))
    return best, most


def _earlier(on: date | None) -> Callable[[Day, Day], bool]:
    def is_earlier(one: Day, other: Day) -> bool:
        try:
            return resolved(one, frozenset(), on) < resolved(other, frozenset(), on)
        except Undecided:
            return False

    return is_earlier


# --- what it says -------------------------------------------------------------------------------------------------


def _message(draft: Draft, sides: Sides, proved: frozenset[Order], zone: tzinfo | None, on: date | None) -> Message:
    side, open_side = sides.of(draft.author)
    at = _at(draft, proved, zone, on)
    if open_side:
        draft.doubt(open_side)
    text = draft.text
    if not text and not draft.quoted:
        draft.doubt("no_text")
    if not _is_whole(text + (draft.author or "") + (draft.quoted or "") + (draft.subject or "")):
        draft.doubt("broken_text")
    return Message(
        at=at,
        side=side,
        author=draft.author,
        text=text,
        first=draft.first,
        last=draft.end,
        doubts=tuple(map(doubt, draft.doubts)),
        subject=draft.subject,
        quoted=draft.quoted,
    )


def _at(draft: Draft, proved: frozenset[Order], zone: tzinfo | None, on: date | None) -> datetime | None:
    """The instant; None with every reason why not."""
    if draft.clock is None:
        if not {"no_time", "time_place"} & set(draft.doubts):
            draft.doubt("no_time")
        return None
    zone = UTC if draft.utc else zone
    day: date | None = None
    try:
        if draft.day is None:
            raise Undecided("no_date")
        day = resolved(draft.day, proved, on)
    except Undecided as reason:
        draft.doubt(str(reason))
    try:
        at = instant(day or _ANY_DAY, draft.clock, zone if day else zone and UTC)
    except Undecided as reason:
        draft.doubt(str(reason))
        return None
    return at if day else None


_ANY_DAY = date(2000, 1, 1)  # to see whether the hour and its zone are good, where the day is open


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unread(lines: Sequence[str], messages: Sequence[Message], why: Mapping[int, str]) -> tuple[Unread, ...]:
    """Every line that is not blank and within no message."""
    held = {line for one in messages for line in range(one.first, one.last + 1)}
    return tuple(
        Unread(line, text, doubt(why.get(line, "unknown")))
        for line, text in enumerate(lines)
        if not is_blank(text) and line not in held
    )
