"""ALL-7: a person erased is nowhere in the database any more; the facts of the trade and the record stay, and still verify."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store.embedded import Server
from makegood.store.tenancy import within
from makegood.usecases.ports import Receipt, Refused, Unreadable
from tests.store.making import T0, Clock, InMemory, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")

CANARY = "kanarie-7c1e"


def spoiled(number: int = 1, canary: str = CANARY, **more: Any) -> dict[str, Any]:
    """A dispute with the canary in every place that may hold something personal, known and unknown."""
    told = dispute(number, **more)
    order = told["order"]
    order["buyer"] |= {
        "id": f"{canary}-id",
        "name": canary,
        "phone": canary,
        "email": f"{canary}@example.org",
        "nick.name": canary,
    }
    order["ship_to"] |= {
        name: f"{canary} {name}" for name in ("name", "city", "line1", "postcode", "phone", "line2", "door~code")
    }
    order["memo"], order["shipment"] = canary, {"tracking": "LP1", "left_with": canary}
    told["claim"] |= {"text": canary, "said": {"again": canary}}
    told["remark"] = [canary]
    told["events"] += [
        {"at": "2026-11-22T07:00:00Z", "type": "message", "direction": "in", "text": canary, "from": canary},
        {"at": "2026-11-22T07:30:00Z", "type": "return_terms_proposed",
         "terms": {"address": canary, "recipient": canary, "phone": canary, "days": 3, "door": canary}},
    ]  # fmt: skip
    told["evidence"] = [
        {"id": "e1", "kind": "outer_label_photo", "by": "buyer", "file": f"{canary}.jpg", "reading": {"tracking": "LP9", "to": canary}, "x": canary}
    ]  # fmt: skip
    return told


def take(one: Scene, told: dict[str, Any], *, hours: float = 0) -> Any:
    from makegood.store.intake import take_in

    with within(one.organisation):
        return take_in(one.shop, told, by="aliexpress", at=T0 + timedelta(hours=hours))


def sent(one: Scene, case: Any, *answers: Any, details: dict[str, Any]) -> None:
    """A refund is asked for, approved and sent; the platform answers."""
    from makegood.store import actions
    from makegood.store.sending import SEND, sender
    from makegood.store.workers import Worker

    platform, clock = InMemory(answers=list(answers)), Clock(T0 + timedelta(hours=1))
    with within(one.organisation):
        money = Money(Decimal("1.00"), "USD")
        action = actions.propose(case, Verb.refund, details, money=money, by="rule", at=clock.now)
        actions.approve(action.pk, one.people["lead"], connection=platform, at=clock.now)
    Worker({SEND: sender(lambda organisation, shop: platform, clock)}, now=clock).until_idle()


def erase(one: Scene, buyer: str = f"{CANARY}-id", *, hours: float = 24, **more: Any) -> Any:
    from makegood.store.erasing import erase_buyer

    with within(one.organisation):
        return erase_buyer("aliexpress", buyer, by="person:x", at=T0 + timedelta(hours=hours), **more)


def holding(server: Server, what: str) -> list[str]:
    """Every table of the database, every column of every row, read as the server's own superuser."""
    with psycopg.connect(server.url("makegood_admin"), autocommit=True) as admin:
        tables = admin.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        assert len(tables) > 20
        return [
            name for (name,) in tables
            if admin.execute(f"SELECT EXISTS (SELECT FROM {name} r WHERE r::text ILIKE %s)", [f"%{what}%"]).fetchone() == (True,)  # type: ignore[arg-type]
        ]  # fmt: skip


def broken(one: Scene) -> str | None:
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    seal_all(one.organisation, at=T0)
    found = verify(one.organisation).broken
    return str(found) if found else None


def test_nothing_of_a_buyer_erased_is_left_in_any_table(store: Server) -> None:
    from makegood.store.pulling import _take_in
    from makegood.store.sealing import seal_all

    one = scene()
    case = take(one, spoiled())
    said = {"text": CANARY, "whatever": CANARY, "terms": {"address": CANARY, "x": CANARY}, "remedy": "partial_refund"}
    sent(one, case, (False, Refused("E1", f"{CANARY} has left")), details=said)
    sent(one, case, (True, Receipt("r1", {"to": CANARY})), details=said)
    work: Any = type("Work", (), {"organisation": one.organisation, "subject": one.shop})
    _take_in(work, Unreadable("issue.detail", f"found {CANARY}"), platform="aliexpress", now=Clock())
    take(one, spoiled(2, "somebody-else"))
    seal_all(one.organisation, at=T0)
    assert {"public.store_content", "public.store_action", "public.store_evidence"} <= set(holding(store, CANARY))

    done = erase(one, open_too=True)

    assert holding(store, CANARY) == []
    assert (done.orders, done.cases, done.held) == (1, 1, ()) and done.contents >= 10
    assert broken(one) is None
    assert "public.store_content" in holding(store, "somebody-else")


def test_the_facts_of_the_trade_stay() -> None:
    from makegood.store.cases import file_of

    one = scene()
    case = take(one, spoiled())
    sent(one, case, details={"remedy": "partial_refund", "text": CANARY})
    erase(one, open_too=True)

    with within(one.organisation):
        case.refresh_from_db()
        file = file_of(case)
        assert case.order.released == 100 and case.actions.get().details == {"remedy": "partial_refund"}
    assert file["order"]["total"] == {"amount": "25.90", "currency": "USD"} and file["order"]["ship_to"] == {
        "country": "ES"
    }
    assert [event["type"] for event in file["events"]] == [
        "message",
        "return_terms_proposed",
        "dispute_opened",
        "refund_paid",
    ]
    assert file["events"][1]["terms"] == {"days": 3} and file["evidence"][0]["reading"] == {"tracking": "LP9"}


def test_what_the_platform_tells_again_brings_nobody_back(store: Server) -> None:
    from makegood.store.models import Event

    one = scene()
    take(one, spoiled())
    erase(one, open_too=True)
    with within(one.organisation):
        before = Event.objects.count()

    told = spoiled()
    take(one, told, hours=48)
    with within(one.organisation):
        assert Event.objects.count() == before
    told["events"].append({"at": "2026-11-23T07:00:00Z", "type": "message", "direction": "in", "text": CANARY})
    take(one, told, hours=49)

    with within(one.organisation):
        assert Event.objects.count() == before + 1
    assert holding(store, CANARY) == [] and broken(one) is None


def test_a_case_on_hold_or_open_or_acting_is_left_and_said_why(store: Server) -> None:
    from makegood.store import actions
    from makegood.store.models import Case

    one = scene()
    case = take(one, spoiled())
    assert "still open" in erase(one).held[0].en

    with within(one.organisation):
        Case.objects.filter(pk=case.pk).update(hold="court of Madrid, 12/26")
    assert "court of Madrid" in erase(one, open_too=True).held[0].en

    with within(one.organisation):
        Case.objects.filter(pk=case.pk).update(hold="")
        actions.propose(case, Verb.refund, {}, money=Money(Decimal("1.00"), "USD"), by="rule", at=T0)
    assert "under way" in erase(one, open_too=True).held[0].en
    assert "public.store_content" in holding(store, CANARY)


def test_another_organisation_and_another_platform_are_not_touched(store: Server) -> None:
    from makegood.store.erasing import erase_buyer

    one, other = scene("One"), scene("Other")
    take(one, spoiled())

    assert erase(other).orders == 0
    with within(one.organisation):
        assert erase_buyer("wish", f"{CANARY}-id", by="x", at=T0).orders == 0
    assert "public.store_content" in holding(store, CANARY)


def retire(at: Any) -> None:
    from makegood.store.erasing import ERASE, eraser
    from makegood.store.workers import Worker

    clock = Clock(at)
    Worker({ERASE: eraser(clock)}, now=clock).until_idle()


CLOSING = [{"at": "2026-11-22T09:00:00Z", "type": "action_done", "action": "close"}]


def test_a_closed_case_is_erased_after_thirty_days_and_not_before(store: Server) -> None:
    from makegood.store.models import Content

    one = scene()
    told = spoiled()
    case = take(one, {**told, "events": told["events"] + CLOSING}, hours=2)
    assert not case.is_open
    closed = T0 + timedelta(hours=2)
    with within(one.organisation):
        assert set(Content.objects.values_list("keep_until", flat=True)) == {closed + timedelta(days=30)}

    retire(closed + timedelta(days=30, seconds=-1))
    assert "public.store_content" in holding(store, CANARY)
    retire(closed + timedelta(days=30))

    assert holding(store, CANARY) == [] and broken(one) is None


def test_a_hold_is_respected_by_the_calendar_and_asked_after_daily(store: Server) -> None:
    from makegood.store.models import Case

    one = scene()
    told = spoiled()
    case = take(one, {**told, "events": told["events"] + CLOSING}, hours=2)
    assert not case.is_open
    with within(one.organisation):
        Case.objects.filter(pk=case.pk).update(hold="audit")
    day = T0 + timedelta(days=31)
    retire(day)
    assert "public.store_content" in holding(store, CANARY)

    with within(one.organisation):
        Case.objects.filter(pk=case.pk).update(hold="")
    retire(day + timedelta(hours=23))
    assert "public.store_content" in holding(store, CANARY)
    retire(day + timedelta(days=2))

    assert holding(store, CANARY) == []


def test_an_order_without_trouble_is_kept_half_a_year(store: Server) -> None:
    one = scene()
    document = {name: value for name, value in spoiled().items() if name in ("schema", "id", "platform", "order")}
    assert take(one, document) is None

    retire(T0 + timedelta(days=179))
    assert "public.store_content" in holding(store, CANARY)
    retire(T0 + timedelta(days=181))

    assert holding(store, CANARY) == []


def test_an_order_whose_case_is_open_waits_for_its_closing(store: Server) -> None:
    one = scene()
    take(one, spoiled())
    retire(T0 + timedelta(days=181))
    assert "public.store_content" in holding(store, CANARY)

    told = spoiled()
    closing = [{"at": "2027-06-01T09:00:00Z", "type": "action_done", "action": "close"}]
    take(one, {**told, "events": told["events"] + closing}, hours=24 * 200)
    retire(T0 + timedelta(days=231))

    assert holding(store, CANARY) == []


def test_a_buyers_key_says_nothing_and_is_gone_with_the_buyer() -> None:
    from makegood.store.models import Order

    one = scene()
    take(one, spoiled())
    with within(one.organisation):
        key = bytes(Order.objects.get().buyer_key)
    assert len(key) == 32 and CANARY.encode() not in key

    erase(one, open_too=True)

    with within(one.organisation), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_order WHERE buyer_key IS NOT NULL")
        assert cursor.fetchone() == (0,)


def test_a_statement_that_fails_tells_the_servers_log_nothing_personal(store: Server) -> None:
    from makegood.store.models import Content

    one = scene()
    with pytest.raises(Exception, match="null value"), within(one.organisation):
        Content.objects.create(salt=None, value={"name": CANARY})

    assert CANARY not in store.log.read_text()
