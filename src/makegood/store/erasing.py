"""Erases a person (ALL-7): the personal rows go, the facts of the trade and the record's hashes stay and still verify."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from makegood.core.text import Text
from makegood.store import cases, due, own_keys
from makegood.store.due import Work
from makegood.store.models import Action, Case, Content, Event, Evidence, Order
from makegood.store.record import Fact, keyed, record
from makegood.store.retention import ERASE
from makegood.store.tenancy import organisation_id, within
from makegood.store.workers import Handler, Now
from makegood.usecases.acting import LIVE
from makegood.usecases.apart import OF_AN_ACTION, taken_apart
from makegood.usecases.sealed import ERASED

LOOK_AGAIN = timedelta(days=1)
"""House: how often it is asked whether what held an erasing back still does."""
HELD = {
    "hold": Text("case {number} is on hold: {why}", "案件 {number} 被保留：{why}"),
    "open": Text(
        "case {number} is still open; erased 30 days after it closes", "案件 {number} 尚未结案；结案 30 天后删除"
    ),
    "acting": Text("an action of case {number} is under way", "案件 {number} 有操作正在进行"),
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasing did: orders and cases without their person now, and those it had to leave, each with why."""

    orders: int = 0
    cases: int = 0
    contents: int = 0
    held: tuple[Text, ...] = ()


def erase_buyer(platform: str, buyer: str, *, by: str, at: datetime, open_too: bool = False) -> Erased:
    """Erases a buyer from every shop on that platform of the organisation entered. `open_too`: from open cases as well."""
    key = own_keys.buyer_key(organisation_id(), platform, buyer)
    orders = list(Order.objects.select_for_update().filter(buyer_key=key).order_by("id"))
    done = [_erase(order, _cases_of(order), by=by, at=at, open_too=open_too) for order in orders]
    unread = Event.objects.filter(shop_id__in={order.shop_id for order in orders}, type="unreadable")
    contents = _erase_events(
        list(unread), "unreadable", key.hex(), by=by, at=at
    )  # whose it is cannot be told: it may be theirs
    return Erased(
        sum(one.orders for one in done),
        sum(one.cases for one in done),
        sum(one.contents for one in done) + contents,
        tuple(text for one in done for text in one.held),
    )


def erase_case(case: Case, *, by: str, at: datetime, open_too: bool = False) -> Erased:
    """Erases whom one case is about, with its order where it has one."""
    order = Order.objects.select_for_update().get(pk=case.order_id) if case.order_id else None
    return _erase(order, _cases_of(order) if order is not None else [case], by=by, at=at, open_too=open_too)


def erase_again(subjects: Sequence[UUID], *, at: datetime) -> int:
    """Orders and cases that had been erased, and that a backup brought back; how many there were."""
    orders = list(Order.objects.select_for_update().filter(pk__in=subjects, erased_at__isnull=True))
    alone = Case.objects.filter(pk__in=subjects, order__isnull=True, erased_at__isnull=True).select_related(
        "shop", "content"
    )
    done = [_erase(order, _cases_of(order), by="rule", at=at, open_too=True) for order in orders]
    done += [_erase(None, [case], by="rule", at=at, open_too=True) for case in alone]
    return len(done)


def eraser(now: Now) -> Handler:
    """Erases what is kept no longer (retention.py)."""

    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            with within(work.organisation):
                due.finish(work, again_at=_retire(work, at=now()))

    return Handler(run)


def _retire(work: Work, *, at: datetime) -> datetime | None:
    """Erases one order, case or unread message whose time has come; when to look again, where something still holds it."""
    order = Order.objects.select_for_update().filter(pk=work.subject).first()
    if order is None:
        if unread := list(Event.objects.filter(pk=work.subject)):
            _erase_events(unread, "unreadable", str(work.subject), by="rule", at=at)
            return None
        about = list(Case.objects.filter(pk=work.subject).select_related("shop", "content"))
    else:
        about = _cases_of(order)
    if any(case.is_open for case in about):
        return None  # closing it begins its time anew
    return at + LOOK_AGAIN if _erase(order, about, by="rule", at=at).held else None


def _cases_of(order: Order) -> list[Case]:
    found = Case.objects.select_for_update(of=("self",)).filter(order=order)
    return list(found.select_related("shop", "order", "content").order_by("id"))


def _erase(order: Order | None, about: Sequence[Case], *, by: str, at: datetime, open_too: bool = False) -> Erased:
    if held := tuple(_holding(about, open_too=open_too)):
        return Erased(held=held)
    if order is None and not about:
        return Erased()
    events = list(
        Event.objects.filter(Q(order=order) if order is not None else Q(case__in=about), content__isnull=False)
    )
    if order is not None:
        events += Event.objects.filter(case__in=about, content__isnull=False).exclude(order=order)
    contents = _erase_events(events, "order" if order else "case", str(order.pk if order else about[0].pk), by=by, at=at, of=order or about[0])  # fmt: skip
    own = [row.content_id for row in (order, *about) if row is not None and row.content_id]
    for one in (order, *about):
        if one is not None:
            one.content, one.erased_at = None, at
            if isinstance(one, Order):
                one.buyer_key = one.audit = None
            one.save()
    contents += _gone(own)
    _erase_actions(about)
    Evidence.objects.filter(case__in=about).update(name=None)
    for case in about:
        case.order = order
        cases.assess(case, at=at)
    return Erased(1 if order is not None else 0, len(about), contents)


def _holding(about: Iterable[Case], *, open_too: bool) -> list[Text]:
    found = []
    for case in about:
        if case.hold:
            found.append(HELD["hold"].filled({"number": case.number, "why": case.hold}))
        elif case.is_open and not open_too:
            found.append(HELD["open"].filled({"number": case.number}))
        elif Action.objects.filter(case=case, state__in=sorted(LIVE)).exists():
            found.append(HELD["acting"].filled({"number": case.number}))
    return found


def _erase_events(
    events: Sequence[Event], what: str, subject: str, *, by: str, at: datetime, of: Order | Case | None = None
) -> int:
    """Takes the content of these events away, and puts on record that it was, and of which."""
    held = set(Content.objects.filter(pk__in=[one.content_id for one in events]).values_list("id", flat=True))
    bare = sorted(str(one.pk) for one in events if one.content_id in held)
    if bare or of is not None:
        fact = Fact(ERASED, at, by, keyed(ERASED, what, subject, at, bare), body={"of": what, "events": bare})
        record(
            [fact],
            at=at,
            shop=of.shop if of is not None else events[0].shop,
            order=of if isinstance(of, Order) else None,
            case=of if isinstance(of, Case) else None,
        )
    return _gone(list(held))


def _gone(keys: Sequence[object]) -> int:
    """The rows go in one statement; what pointed at them has been told, or is an event, whose hash still stands."""
    count, _ = Content.objects.filter(pk__in=keys).delete()
    return count


def _erase_actions(about: Sequence[Case]) -> None:
    for action in Action.objects.filter(case__in=about):
        facts, _ = taken_apart({"details": action.details}, OF_AN_ACTION)
        action.details, action.why = facts["details"], ""
        action.receipt = {"reference": action.reference} if action.receipt else None
        action.save()


__all__ = ["ERASE", "Erased", "erase_buyer", "erase_case", "eraser"]
