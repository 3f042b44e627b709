"""By keyboard alone: from the inbox to an offer that the platform has, in four keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from makegood.core.instants import show
from makegood.store.tenancy import within
from tests.journeys.conftest import case_of
from tests.store.making import Scene


def _disputed(one: Scene, sandbox: Any, **asked: Any) -> tuple[UUID, int]:
    """A dispute at the platform, looked into: the order was checked, the buyer written to, pictures came."""
    from django.utils import timezone

    from makegood.store import intake
    from makegood.store.models import Case

    order = sandbox.sandbox.post("orders", stage="delivered", days_ago=10, usd="25.90")
    issue = sandbox.sandbox.post("issues", order=order["id"], amount="25.90", days_ago=1, **asked)
    sandbox.pull()
    key, now = case_of(one), timezone.now()
    with within(one.organisation):
        case = Case.objects.get(pk=key)
        at = show(now)
        told = {
            "schema": "makegood.case/1", "id": case.number, "platform": "aliexpress", "order": {"id": case.order.number},
            "claim": {"severity": "major"},
            "events": [
                {"at": at, "type": "order_verified", "finding": "unknown"},
                {"at": at, "type": "message", "direction": "out", "channel": "ae_message", "text": "Lo sentimos"},
            ],
            "evidence": [
                {"id": f"E-0{place}", "kind": kind, "by": "buyer", "at": at, "origin": "original"}
                for place, kind in enumerate(("goods_photo", "packaging_photo"), 1)
            ],
        }  # fmt: skip
        intake.take_in(one.shop, told, by=f"person:{one.people['clerk']}", at=now)
    return key, issue["id"]


def test_an_offer_is_sent_in_four_keys(sit: Any, one: Scene, sandbox: Any, work: Any) -> None:
    case, issue = _disputed(one, sandbox)
    page = sit("clerk")
    page.wait_for_selector("[data-row]")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#case-head [data-primary]")
    page.keyboard.press("e")
    page.wait_for_selector(".review button:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#under-way")

    work()
    offered = [one for one in sandbox.sandbox.get(f"issues/{issue}")["solutions"] if one["owner"] == "seller"]
    assert len(offered) == 1
    page.reload()
    assert "Offer" in page.inner_text("#stream") or "offered" in page.inner_text("#stream")
    assert page.query_selector("#case-head [data-primary]") is None
