"""v3 tickets, the buyer's channel, and v3 penalties, as troubles."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.exact import in_order, language, needed, spelt, truth, words
from makegood.connectors.parts import At, Document, TroublePart, known
from makegood.connectors.wish.orders import member, money, reason_of
from makegood.connectors.wish.times import instant

# Sender and closer (sheet §3); the other three are Wish's own staff and robots.
SIDES = {"USER": "buyer", "MERCHANT": "seller"}
CHANNEL = "wish_ticket"
CLOSED = frozenset({"CLOSED", "PERMANENTLY_CLOSED"})


def message(sender: str | None, at: str, text: str | None) -> Document:
    """Buyer's and ours are messages of the ticket; what Wish writes is a notice."""
    side = spelt(sender, SIDES)
    if side is None:
        return known(type="platform_notice", at=at, text=text)
    return known(type="message", at=at, direction="in" if side == "buyer" else "out", channel=CHANNEL, text=text)


def for_each_order(ticket: str, orders: list[str]) -> Iterator[tuple[str, str | None]]:
    """A case is about one order: a ticket on several is a case for each, the first under the ticket's own id."""
    yield ticket, orders[0] if orders else None
    for order in orders[1:]:
        yield f"{ticket}:{order}", order


def read_ticket(at: At) -> Iterator[TroublePart]:
    ticket = needed(at / "id")
    replies = list((at / "replies").each())
    orders = list(dict.fromkeys(needed(each / "id") for each in (at / "orders").each()))
    buyer = known(name=words(member(at, "buyer_info", "name")), language=language(member(at, "buyer_info", "locale")))
    for id_, order in for_each_order(ticket, orders):
        yield TroublePart(
            id=id_,
            order=order,
            claim=_claim(at, replies),
            events=tuple(in_order(_events(at, replies))),
            evidence=tuple(_files(ticket, replies)),
            order_facts=known(buyer=buyer),
            shop=known(id=words(at / "merchant_id")),
            method=at.method,
        )


def _claim(at: At, replies: list[At]) -> Document:
    word = words(at / "refund_reason")
    said = (words(each / "message") for each in replies if words(each / "sender") == "USER")
    return known(
        by="buyer",
        opened_at=instant(at / "opened_at"),
        reason=reason_of(word),
        platform_reason=word,
        wants=["refund"] if word is not None else None,  # "the reason the order will be refunded for"
        text=next((text for text in said if text), None) or words(at / "subject"),
        language=language(member(at, "buyer_info", "locale")),
    )


def _events(at: At, replies: list[At]) -> Iterator[Document]:
    """What was said; who has the next move, as of the last change; the closing."""
    opened, changed, state = instant(at / "opened_at"), instant(at / "updated_at"), words(at / "state")
    if opened is not None and not any(words(each / "sender") == "USER" for each in replies):
        yield message("USER", opened, words(at / "subject"))
    for reply in replies:
        time = instant(reply / "replied_at")
        if time is not None:
            yield message(words(reply / "sender"), time, words(reply / "message"))
    closed = instant(member(at, "resolution_info", "closed_at"))
    if state in CLOSED and closed is not None:
        by = words(member(at, "resolution_info", "closed_by"))
        yield known(type="action_done", action="close", at=closed, note=by)
    if state is not None and changed is not None:
        yield {"type": "platform_notice", "at": changed, "text": state}
        if state == "AWAITING_WISH":
            yield {"type": "escalated", "at": changed}


def _files(ticket: str, replies: list[At]) -> Iterator[Document]:
    """Pictures of a reply, by their links, which die after an hour; what they show is not said."""
    for turn, reply in enumerate(replies, 1):
        by = spelt(words(reply / "sender"), SIDES) or "platform"
        for place, file in enumerate((reply / "supporting_files").each(), 1):
            url = words(file / "url")
            if url is not None:
                yield known(id=f"{ticket}-{turn}-{place}", by=by, file=url, at=instant(reply / "replied_at"))


def read_penalty(at: At) -> TroublePart:
    """A penalty: Wish's claim against us, about an order where the related entity is one (sheet §2)."""
    created, reversed_at = instant(at / "created_at"), instant(at / "reversed_at")
    reversed_ = truth(at / "reversed")
    about, related = words(at / "related_entity_type"), words(at / "related_entity_id")
    events: list[Document] = []
    if created is not None:
        events.append({"type": "judged", "at": created, "verdict": "penalty"})
    if reversed_ is not False and reversed_at is not None:
        events.append({"type": "action_done", "action": "close", "at": reversed_at, "note": "reversed"})
    return TroublePart(
        id=needed(at / "id"),
        order=related if about == "ORDER" else None,
        claim=known(
            by="platform",
            opened_at=created,
            platform_reason=words(at / "penalty_reason"),
            amount=money(at / "penalty_amount"),
        ),
        kind="penalty",
        events=tuple(in_order(events)),
        method=at.method,
    )
