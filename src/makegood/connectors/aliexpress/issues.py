"""AliExpress issues (disputes): list rows, details with solutions and process, of every generation, as troubles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from makegood.connectors.aliexpress.fields import alike, blank, instant, money, priced, rows, take, truth, unwrapped
from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, Part, TroublePart, known
from makegood.core.words import Platform
from makegood.policies.policy import book

REASONS = ("issue_reason", "reason_english", "reason_chinese")  # sheet §2.3: the detail's, the lists'
SOLUTIONS = ("buyer_solution_list", "seller_solution_list", "platform_solution_list")
PROCESS = ("process_dto_list", "issue_process_dtos", "issueProcessDTOs")

# What a solution gives the buyer (sheet §3); gen A says the same of a suggestion's `issueReturnGoods`.
WANTS = {"refund": ["refund"], "return_and_refund": ["return", "refund"]}

# Which clock `timeout_type` is, by what the issue waits for (sheet §3, §4): kind, on_lapse. A seller who does not answer is taken
# at the buyer's word; of the return the contract says that its lapse refunds.
CLOCKS = {
    ("WAIT_SOLUTION_TIMEOUT", "wait_for_seller_response"): ("respond", "auto_refund"),
    ("WAIT_SOLUTION_TIMEOUT", "wait_for_your_response"): ("respond", "auto_refund"),
    ("WAIT_SOLUTION_TIMEOUT", None): ("negotiation", "unknown"),
    ("WAIT_SELLER_FILL_ADDRESS_TIMEOUT", None): ("respond", "unknown"),
    ("WAIT_RECEIVE_ITEM_TIMEOUT", None): ("confirm_return", "auto_refund"),
}
UNDONE = frozenset({"reach_cancle", "reach_cancel"})  # so they spell it: an agreement that arbitration undid, sheet §3
REFUSES = "buyer_refuse"  # process action types, sheet §3
OPENS, TAKES_BACK = "initiate", "cancel"
NOT_THE_BUYER = frozenset({"seller", "waiter", "system", "platform"})


def issue_parts(at: At) -> Iterator[Part]:
    """One issue. `order_id` is the sub-order's, `parent_order_id` the order's (sheet §2.3)."""
    process = list(rows(take(at, *PROCESS)))
    yield TroublePart(
        id=needed(take(at, "issue_id", "id")),
        order=text(take(at, "parent_order_id")) or text(take(at, "order_id")),
        claim=_claim(at, process),
        events=(*_ends(at, process), *_solved(at, process), *_acts(process)),
        evidence=tuple(_evidence(process)),
        platform_deadlines=tuple(_deadlines(at)),
        order_facts=known(buyer=known(id=text(take(at, "buyer_login_id")))),
        method=at.method,
    )


def solution_parts(at: At) -> Iterator[Part]:
    """A solution on its own, read as its issue's."""
    owner = text(take(at, "solution_owner"))
    listed = {f"{owner}_solution_list": [at.value]} if f"{owner}_solution_list" in SOLUTIONS else {}
    yield from _of_issue(at, listed)


def process_parts(at: At) -> Iterator[Part]:
    """A process record on its own, read as its issue's."""
    yield from _of_issue(at, {"process_dto_list": [at.value]})


def _of_issue(at: At, listed: Document) -> Iterator[Part]:
    ids = {name: take(at, name).value for name in ("issue_id", "order_id", "parent_order_id")}
    needed(At(ids["issue_id"], at.method, f"{at.path}.issue_id"))
    yield from issue_parts(At(ids | listed, at.method, at.path))


# --- the claim ------------------------------------------------------------------------------------------------


def _claim(at: At, process: list[At]) -> Document:
    told = [word for name in REASONS if (word := text(take(at, name)))]
    ours = book(Platform.aliexpress).reasons
    asked = _asked(at)
    suggested = _suggested(process) if asked is None else None
    content = text(take(asked, "content")) if asked is not None else None
    wants, amount = (_wants(asked), _amount(asked)) if asked is not None else suggested or ([], None)
    return known(
        by="buyer",
        opened_at=instant(take(at, "gmt_create")),
        reason=next((ours[word] for word in told if word in ours), None),
        platform_reason=next(iter(told), None),
        wants=wants,
        amount=amount,
        text=content
        or next((word for one in process if _by_buyer(one) and (word := text(take(one, "content")))), None),
    )


def _by_buyer(at: At) -> bool:
    return text(take(at, "submit_member_type")) == "buyer"


def _asked(at: At) -> At | None:
    """What the buyer asks for: their default solution, else the first."""
    theirs = list(rows(take(at, SOLUTIONS[0])))
    default = [one for one in theirs if truth(take(one, "is_default"))]
    return next(iter(default or theirs), None)


def _wants(at: At) -> list[str]:
    return WANTS.get(text(take(at, "solution_type")) or "", [])


def _amount(at: At) -> Document | list[Document] | None:
    """In the buyer's currency and in USD (sheet §2.3)."""
    return alike(
        priced(take(at, "refund_money"), take(at, "refund_money_currency")),
        priced(take(at, "refund_money_post"), take(at, "refund_money_post_currency")),
    )


def _suggested(process: list[At]) -> tuple[list[str], Document | list[Document] | None] | None:
    """Gen A tells the solutions inside the process: the buyer's first one."""
    for record in process:
        if not _by_buyer(record):
            continue
        for one in rows(take(record, "issue_refund_suggestion_list")):
            back = truth(take(one, "issue_return_goods"))
            wants = {True: WANTS["return_and_refund"], False: WANTS["refund"], None: []}[back]
            return wants, alike(money(take(one, "issue_money")), money(take(one, "issue_money_post")))
    return None


# --- what happened --------------------------------------------------------------------------------------------


def _ends(at: At, process: list[At]) -> Iterator[Document]:
    """Opening and ending. Of an issue over, the last time the message tells is taken as its end."""
    opened = instant(take(at, "gmt_create")) or _first(process, OPENS)
    if opened is not None:
        yield {"at": opened, "type": "dispute_opened"}
    status = text(take(at, "issue_status"))
    over = instant(take(at, "gmt_modified")) or max(filter(None, map(_at, process)), default=None)
    withdrawn = _first(process, TAKES_BACK) or (over if status == "canceled_issue" else None)
    if withdrawn is not None:
        yield {"at": withdrawn, "type": "dispute_withdrawn"}
    elif status == "finish" and over is not None:
        yield {"at": over, "type": "action_done", "action": "close", "note": "issue_status: finish"}


def _at(record: At) -> str | None:
    return instant(take(record, "gmt_create"))


def _first(process: list[At], action: str) -> str | None:
    for record in process:
        by = text(take(record, "submit_member_type"))
        if text(take(record, "action_type")) == action and by not in NOT_THE_BUYER:
            return _at(record)
    return None


def _acts(process: list[At]) -> Iterator[Document]:
    """The buyer's refusals, which only the process tells."""
    for record in process:
        time = _at(record)
        if text(take(record, "action_type")) == REFUSES and time is not None:
            yield known(at=time, type="offer_refused", text=text(take(record, "content")))


def _solved(at: At, process: list[At]) -> Iterator[Document]:
    changed = [_at(one) for one in process if text(take(one, "action_type")) == "seller_modify_solution"]
    for solution in rows(take(at, SOLUTIONS[0])):
        agreed = instant(take(solution, "seller_accept_time"))
        if agreed is not None:
            yield {"at": agreed, "type": "action_done", "action": "agree"}
        yield from _reached(at, solution, agreed)
    for solution in rows(take(at, SOLUTIONS[1])):
        yield from _offered(at, solution, max(filter(None, changed), default=None))
        yield from _reached(at, solution, instant(take(solution, "buyer_accept_time")))
    for solution in rows(take(at, SOLUTIONS[2])):
        made, content = _at(solution), text(take(solution, "content"))
        if made is not None and content is not None:
            yield {"at": made, "type": "platform_notice", "text": content}
        yield from _reached(at, solution, None)


def _offered(at: At, solution: At, changed: str | None) -> Iterator[Document]:
    """Our own solution; one of amount 0 is how we refuse (sheet §2.3). Changed since: it stands from then."""
    made = changed or _at(solution)
    if made is None:
        return
    if _is_nothing(solution):
        yield {"at": made, "type": "action_done", "action": "refuse"}
    else:
        yield known(at=made, type="offer_made", remedy=_remedy(at, solution), amount=_amount(solution))


def _is_nothing(solution: At) -> bool:
    amount = _amount(solution)
    first = amount[0] if isinstance(amount, list) else amount
    return first is not None and Decimal(first["amount"]) == 0


def _remedy(at: At, solution: At) -> str | None:
    """A refund is full or partial by the most that may be refunded; where that is not told, neither is said."""
    kind = text(take(solution, "solution_type"))
    if kind != "refund":
        return kind if kind == "return_and_refund" else None
    most = alike(
        priced(take(at, "refund_money_max_local"), take(at, "refund_money_max_local_currency")),
        priced(take(at, "refund_money_max"), take(at, "refund_money_max_currency")),
    )
    limits = {one["currency"]: Decimal(one["amount"]) for one in _each(most)}
    for one in _each(_amount(solution)):
        if limits.get(one["currency"]):
            return "full_refund" if Decimal(one["amount"]) >= limits[one["currency"]] else "partial_refund"
    return None


def _each(told: Document | list[Document] | None) -> list[Document]:
    return told if isinstance(told, list) else [told] if told else []


def _reached(at: At, solution: At, accepted: str | None) -> Iterator[Document]:
    """A solution both took, one the platform ordered, or one our silence let through (sheet §3: reached_type)."""
    reached, how = instant(take(solution, "reached_time")), text(take(solution, "reached_type"))
    if how == "platform_arbitrate":
        kind = text(take(solution, "solution_type"))
        verdict = "rejected" if _is_nothing(solution) else kind if kind in WANTS else None
        if reached is not None:
            yield known(at=reached, type="judged", verdict=verdict)
    elif how in ("seller_reponse_timeout", "seller_response_timeout"):  # the first is how they spell it
        if reached is not None:
            yield {"at": reached, "type": "platform_notice", "text": how}
    elif text(take(solution, "status")) in UNDONE:
        return
    elif (accepted := reached if how == "negotiation_consensus" and reached else accepted) is not None:
        yield known(at=accepted, type="offer_accepted", remedy=_remedy(at, solution), amount=_amount(solution))


# --- clocks and pictures --------------------------------------------------------------------------------------


def _deadlines(at: At) -> Iterator[Document]:
    """The platform's own time. A `timeout_type` that the sheet does not know has no kind, but keeps its word and its time."""
    kind, due = text(take(at, "timeout_type")), instant(take(at, "timeout_trigger_time"))
    if due is None:
        return
    waits = text(take(at, "reverse_detail_status"))
    clock, on_lapse = CLOCKS.get((kind or "", waits)) or CLOCKS.get((kind or "", None)) or (None, "unknown")
    field = "timeout_trigger_time" if clock or kind is None else f"timeout_trigger_time ({kind})"
    yield known(kind=clock, due_at=due, on_lapse=on_lapse, field=field)


def _evidence(process: list[At]) -> Iterator[Document]:
    """Pictures as they lie in the process; nobody says what they show, so they have no kind."""
    for record in process:
        by, made = text(take(record, "submit_member_type")), _at(record)
        listed = unwrapped(take(record, "attachments"))
        for place, item in enumerate(listed.value):
            picture = At(item, record.method, f"{listed.path}[{place}]")
            inside = isinstance(item, Mapping)
            file = text(take(picture, "file_path")) if inside else text(picture)
            if file is None:
                continue
            owner = text(take(picture, "owner")) if inside else None
            at = _at(picture) if inside and not blank(take(picture, "gmt_create").value) else made
            yield known(id=f"{text(take(record, 'id')) or 'picture'}-{file}", by=owner or by, at=at, file=file)
