"""A shop that is connected later: what was typed in by hand goes on as what the platform tells."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from makegood.store.tenancy import within
from tests.journeys.casework import opened
from tests.journeys.conftest import case_of
from tests.store.making import Scene


def test_a_case_typed_in_is_the_one_the_platform_tells_once_its_shop_is_connected(
    sit: Any, desk: Any, one: Scene, sandbox: Any
) -> None:
    from makegood.store.models import Case, Order

    platform = sandbox.sandbox
    order = platform.post("orders", stage="delivered", days_ago=10, lines=[{"usd": "25.90"}])
    platform.post("issues", order=order["id"], amount="25.90", days_ago=1, reason="not_as_described")

    page = sit("clerk")
    page.goto(f"{desk.address}/new/?shop={one.shop}")
    page.fill("[name=order]", str(order["id"]))
    page.select_option("[name=kind]", "not_as_described")
    page.fill("[name=said]", "El color no es el mismo")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the case").click()
    typed = case_of(one)
    sandbox.pull()

    assert case_of(one) == typed
    with within(one.organisation):
        case = Case.objects.get()
        assert case.number.startswith("aliexpress:") and case.number != f"aliexpress:{order['id']}"
        assert Order.objects.count() == 1 and case.order_id is not None
    opened(page, desk, typed)
    expect(page.locator("#case-head")).to_contain_text(str(order["id"]))
