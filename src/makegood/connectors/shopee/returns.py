"""Shopee's returns and refunds as claims: list rows, details, and the way of the goods back."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, Part, TroublePart, known
from makegood.connectors.shopee.fields import instant, money, reason, rows, texts
from makegood.connectors.shopee.orders import SERIALS

RETURN_SERIALS = ("return_sn", "returnsn")

WANTS = {"0": ["return", "refund"], "1": ["refund"], "RETURN_REFUND": ["return", "refund"], "REFUND": ["refund"]}
"""`return_solution`: whole numbers in list and detail, words in `offer` (platforms/shopee.md §3, Solution)."""

ON_LAPSE = {"0": "auto_agree", "RETURN_REFUND": "auto_agree", "1": "auto_refund", "REFUND": "auto_refund"}
"""A lapsed due date executes what the buyer asked (platforms/shopee.md §4; sandbox list, 11)."""

STATUS_EVENTS: dict[str, Document] = {
    "JUDGING": {"type": "escalated"},
    "SELLER_DISPUTE": {"type": "escalated"},
    "CANCELLED": {"type": "action_done", "action": "close", "by": "platform"},
    "CLOSED": {"type": "action_done", "action": "close", "by": "platform"},
    "REFUND_PAID": {"type": "refund_paid"},
}
"""What a return's status says has happened; ACCEPTED depends on the solution, others say nothing more (§3, Return status).

CANCELLED is a request withdrawn or turned down, nobody says which: it has ended, and the order was not cancelled by it."""

NEVER_REASSESSED = frozenset({None, "NONE"})

NOTED: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("reason",),
    ("reassessed_request_reason",),
    ("return_refund_type",),
    ("return_solution",),
    ("validation_type",),
    ("tracking_number",),
    ("logistics_status",),
    ("reverse_logistics_status", "reverse_logistic_status"),
    ("dispute_reason",),
    ("dispute_text_reason",),
)
"""What has no field in a case file and is kept as the platform's notice, word for word; two spellings of one (§2, Returns)."""

NOTED_WITHIN = {
    "negotiation": (
        "negotiation_status", "latest_solution", "latest_offer_amount", "latest_offer_creator", "counter_limit",
    ),
    "seller_proof": ("seller_proof_status",),
    "seller_compensation": ("seller_compensation_status", "compensation_amount"),
}  # fmt: skip
"""The detail nests what the list gives flat (§2, Returns)."""

DEADLINES = (
    ("", "due_date", "respond", ""),
    ("", "return_seller_due_date", "confirm_return", "auto_refund"),
    ("negotiation", "offer_due_date", "negotiation", "unknown"),
    ("seller_proof", "seller_evidence_deadline", "appeal", "unknown"),
    ("seller_compensation", "seller_compensation_due_date", "appeal", "unknown"),
)
"""Within what, the field, our kind, on_lapse ("": by the solution). Proof is asked while Shopee judges, when answering is over:
like a compensation it is a clock for being heard, `appeal`. The buyer's own `return_ship_due_date` is no clock of ours."""

PROOF_OVER = frozenset({"NOT_NEEDED", "UPLOADED"})

PICKED_UP = frozenset({"LOGISTICS_PICKUP_DONE"})
BACK_HERE = frozenset({"LOGISTICS_DELIVERY_DONE", "Delivered"})
BACK_FROM_WAREHOUSE = frozenset({"POST_RETURN_LOGISTICS_DELIVERY_DONE"})


def read_returns(returns: At) -> Iterator[Part]:
    for row in rows(returns, "return"):
        yield read_return(row)


def read_return(row: At) -> TroublePart:
    """A return from a list's row or its detail; one order may have many."""
    serial, order = needed(row.first(*RETURN_SERIALS)), needed(row.first(*SERIALS))
    claim = _claim(row)
    return TroublePart(
        id=serial,
        order=order,
        claim=claim,
        events=tuple(_events(row, claim)),
        evidence=tuple(_evidence(row, serial)),
        platform_deadlines=tuple(_deadlines(row)),
        order_facts=known(buyer=_buyer(row / "user")),
        method=row.method,
    )


def _claim(row: At) -> Document:
    """What the buyer says and wants; a reason that Shopee reassessed stands in place of his, which the notice keeps."""
    reassessed = text(row / "reassessed_request_reason")
    word = text(row / "reason") if reassessed in NEVER_REASSESSED else reassessed
    return known(
        by="buyer",
        opened_at=instant(row / "create_time"),
        reason=reason(word),
        platform_reason=word,
        lines=_skus(row / "item"),
        wants=WANTS.get(text(row / "return_solution") or ""),
        amount=money(row / "refund_amount", row / "currency"),
        text=text(row / "text_reason"),
    )


def _skus(items: At) -> list[str]:
    """The lines it is about; none named where an item has no SKU of ours, for naming only the others would narrow the claim."""
    skus = [text(item / "variation_sku") or text(item / "item_sku") for item in rows(items, "item")]
    found = [sku for sku in skus if sku is not None]
    return list(dict.fromkeys(found)) if len(found) == len(skus) else []


def _buyer(user: At) -> Document:
    if user.value is None:
        return {}
    return known(name=text(user / "username"), email=text(user / "email"))


def _events(row: At, claim: Document) -> Iterator[Document]:
    """The opening, and what the status says, dated by `update_time`: the last moment at which it can have come about."""
    if "opened_at" in claim:
        yield {"at": claim["opened_at"], "type": "dispute_opened"}
    updated = instant(row / "update_time")
    status = text(row / "status")
    if updated is not None and status is not None:
        yield from status_event(status, updated, text(row / "return_solution"), claim.get("amount"))
    notice = "; ".join(_noted(row))
    if notice:
        yield known(at=updated, type="platform_notice", text=notice)


def status_event(status: str, at: str, solution: str | None, amount: Document | None = None) -> Iterator[Document]:
    if status == "ACCEPTED":  # a refund alone is accepted without our knowing whether in full
        returned = "return" in WANTS.get(solution or "", ())
        yield {"at": at, "type": "return_approved"} if returned else known(at=at, type="offer_accepted", amount=amount)
    elif status in STATUS_EVENTS:
        paid = amount if status == "REFUND_PAID" else None
        yield known(at=at, **STATUS_EVENTS[status], amount=paid)


def _noted(row: At) -> Iterator[str]:
    for names in NOTED:
        yield from _note(row.first(*names))
    for within, names in NOTED_WITHIN.items():
        inner = _within(row, within)
        for name in names:
            yield from _note(inner / name)


def _note(at: At) -> Iterator[str]:
    """`name value`; offers and compensations are amounts, and may have a fraction."""
    if at.path.endswith("_amount"):
        number = at.number()
        words = [] if number is None else [str(number)]
    else:
        words = texts(at)
    if words:
        yield f"{at.path.rpartition('.')[2]} {', '.join(words)}"


def _evidence(row: At, serial: str) -> Iterator[Document]:
    """The buyer's pictures and videos; what they show is not said, so they have no kind."""
    for place, file in enumerate(texts(row / "image")):
        yield {"id": f"{serial}:image:{place}", "by": "buyer", "file": file}
    for place, video in enumerate(rows(row / "buyer_videos", "buyer_video")):
        film = text(video.first("video_url", "url"))
        if film is not None:
            yield {"id": f"{serial}:video:{place}", "by": "buyer", "file": film}


def _deadlines(row: At) -> Iterator[Document]:
    solution, over = text(row / "return_solution"), _over(row)
    for within, field, kind, on_lapse in DEADLINES:
        due = instant(_within(row, within) / field)
        if due is not None and (field, due) not in over:
            lapse = on_lapse or ON_LAPSE.get(solution or "", "auto_agree")
            yield {"kind": kind, "due_at": due, "on_lapse": lapse, "field": field}


def _within(row: At, name: str) -> At:
    """The object a detail nests; the row itself where a list gives the same flat."""
    inner = row / name if name else row
    return row if inner.value is None else inner


def _over(row: At) -> frozenset[tuple[str, str]]:
    """Times that no longer bind: proof already put in; a due date past which the return stands as accepted anyway."""
    over = set()
    proof = _within(row, "seller_proof")
    until = instant(proof / "seller_evidence_deadline")
    due, updated = instant(row / "due_date"), instant(row / "update_time")
    if until is not None and text(proof / "seller_proof_status") in PROOF_OVER:
        over.add(("seller_evidence_deadline", until))
    if due is not None and updated is not None and due <= updated and text(row / "status") == "ACCEPTED":
        over.add(("due_date", due))
    return frozenset(over)


def read_way_back(body: At) -> TroublePart:
    """`returns.get_reverse_tracking_info`: one leg, or two where a warehouse checks the goods on their way to us."""
    serial = needed(body.first(*RETURN_SERIALS))
    status = text(body.first("reverse_logistics_status", "reverse_logistic_status"))
    at = instant(body.first("reverse_logistics_update_time", "reverse_logistic_update_time"))
    second, then = text(body / "post_return_logistics_status"), instant(body / "post_return_logistics_update_time")
    events: list[Document] = []
    if at is not None and status in PICKED_UP:
        events.append(known(at=at, type="return_shipped", tracking=text(body / "tracking_number")))
    if at is not None and status in BACK_HERE and text(body / "validation_type") == "seller_validation":
        events.append({"at": at, "type": "return_received"})
    if then is not None and second in BACK_FROM_WAREHOUSE:
        events.append({"at": then, "type": "return_received"})
    names = ("reverse_logistics_status", "tracking_number", "post_return_logistics_status", "rts_tracking_number")
    notice = "; ".join(note for name in names for note in _note(body / name))
    if notice:
        events.append(known(at=then or at, type="platform_notice", text=notice))
    order = text(body.first(*SERIALS))
    return TroublePart(serial, order, {"by": "buyer"}, events=tuple(events), method=body.method)
