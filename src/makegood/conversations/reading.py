"""Pasted text to a conversation: finds the form, cuts the messages, and decides what can be decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from makegood.conversations.bubbles import read_bubbles, stamps
from makegood.conversations.chats import read_chat, read_names, unmark
from makegood.conversations.conversation import Conversation, Message, Unread, doubt, doubts
from makegood.conversations.deciding import Moments, Undecided, orders, resolved, zone_named
from makegood.conversations.drafts import Draft, Reading
from makegood.conversations.formats import formats
from makegood.conversations.headers import Form, Header, Headers, forms
from makegood.conversations.lines import Lines, is_passed_on, is_timed_mark
from makegood.conversations.mails import heads, read_mails
from makegood.conversations.moments import Day
from makegood.conversations.sides import Sides
from makegood.core.words import Channel, Direction


def read_conversation(
    text: str,
    *,
    channel: Channel | None,
    zone: str | None,
    ours: Collection[str] = (),
    theirs: Collection[str] = (),
    on: date | None = None,
) -> Conversation:
    """The messages in text copied from a messenger or a mail; what is open is None and carries its doubts.

    `ours` are our names and `theirs` the buyer's, exactly as they stand in the text; `on` is the day of the paste, which `Yesterday` counts
    from, `zone` the zone of the device it was copied on. No text is refused. Raises `UnknownZone`.
    """
    lines = Lines(text.removeprefix("\ufeff"))
    local = zone_named(zone) if zone is not None else None
    reading, form_of = _read(lines, channel, ours, theirs, on)
    told = channel or form_of
    sides = Sides(told, ours, theirs)
    sides.look_at(draft.author for draft in reading.drafts)
    proved = orders(draft.day for draft in reading.drafts if draft.day)
    differs = channel is not None and channel is not Channel.other and form_of not in (None, channel)
    is_marked = told is None or told in formats()["notices"]["marked"]
    for draft in reading.drafts:
        if is_marked and sides.of(draft.author)[0] is Direction.out:
            unmark(draft, reading.unread)
        if draft.texts:
            if is_timed_mark(draft.texts[-1][1]):
                draft.doubt("maybe_mark")
            if is_passed_on(draft.texts[0][1]):
                draft.doubt("passed_on")
        if told is None:
            draft.doubt("channel_unknown")
        if differs:
            draft.doubt("channel_differs")
    if reading.is_weak:
        _doubt_before_strangers(reading.drafts, sides)
    told_when = Moments(proved, local, on)
    is_broken = not _is_whole(text)
    messages = [_message(draft, sides, told_when, is_broken=is_broken) for draft in reading.drafts]
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
    lines: Lines, channel: Channel | None, ours: Collection[str], theirs: Collection[str], on: date | None
) -> tuple[Reading, Channel | None]:
    """The reading by the form most lines have, and the channel, where that form has only one."""
    mails, single = heads(lines), stamps(lines)
    every = Headers(lines, single)
    form, found = _best([one for one in forms() if channel in one.channels], every)
    if form is None:
        form, found = _best(forms(), every)
    if mails and (channel is Channel.email or next(iter(lines.told), 0) in mails or form is None or form.is_weak):
        return read_mails(mails, lines), Channel.email
    sides = Sides(channel or (form.sure if form else None), ours, theirs)
    if form is not None and len(found) >= len(single) + form.is_weak:
        is_mailed = form.is_weak and form.sure is None and any(map(lines.ruled, lines.told))
        reading = read_chat(form, found, every.foreign(form), lines, sides, _earlier(on))
        return reading, Channel.wechat if is_mailed else form.sure
    if single:
        return read_bubbles(single, lines, sides), None
    return Reading() if channel is Channel.email else read_names(lines, sides), None


def _best(among: Sequence[Form], every: Headers) -> tuple[Form | None, Mapping[int, Header]]:
    best: Form | None = None
    most: Mapping[int, Header] = {}
    weak: dict[int, Header] = {}
    for form in among:
        found = every.of(form)
        if form.is_weak and form.needs is None:
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


def _message(draft: Draft, sides: Sides, told_when: Moments, *, is_broken: bool) -> Message:
    at = told_when.of(draft)
    side, open_side = sides.of(draft.author)
    if open_side:
        draft.doubt(open_side)
    text = draft.text
    if not text and not draft.quoted:
        draft.doubt("no_text")
    if is_broken and not _is_whole(text + (draft.author or "") + (draft.quoted or "") + (draft.subject or "")):
        draft.doubt("broken_text")
    return Message(
        at=at,
        side=side,
        author=draft.author,
        text=text,
        first=draft.first,
        last=draft.end,
        doubts=doubts(tuple(draft.doubts)),
        subject=draft.subject,
        quoted=draft.quoted,
    )


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unread(lines: Lines, messages: Sequence[Message], why: Mapping[int, str]) -> tuple[Unread, ...]:
    """Every line that is not blank and within no message."""
    held = {line for one in messages for line in range(one.first, one.last + 1)}
    return tuple(Unread(line, lines[line], doubt(why.get(line, "unknown"))) for line in lines.told if line not in held)
