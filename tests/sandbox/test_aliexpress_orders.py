"""Orders: lists and their windows, cancel requests, more time, masked buyers, money released (§2.1, §7.7, 13, 15, 17)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.sandbox.aliexpress_caller import Caller


def shown(ae, **asked):
    return {row["order_id"] for row in ae.orders(**asked)["target_list"]}


def test_tells_its_pages(ae):
    for _ in range(5):
        ae.order()
    page = ae.orders(page_size=2, current_page=3)

    assert (page["total_count"], page["total_page"], len(page["target_list"])) == (5, 3, 1)


@pytest.mark.parametrize(("size", "fine"), [(50, True), (51, False), (0, False)])
def test_takes_pages_up_to_fifty(ae, size, fine):
    answer = ae.call("aliexpress.trade.seller.orderlist.get", {"param_aeop_order_query": {"page_size": size}})

    assert ("error_response" not in answer) is fine


def test_hides_finished_orders_until_asked(ae):
    order = ae.order(stage="finished")

    assert shown(ae) == set()
    assert shown(ae, order_status_list=["FINISH"]) == shown(ae, order_status="FINISH") == {order["id"]}


@pytest.mark.parametrize(("days", "seen"), [(30, True), (30.01, False)])
def test_forgets_finished_orders_after_thirty_days(ae, days, seen):
    ae.order(stage="finished")
    ae.wind(days=days)
    ae.fresh()

    assert bool(shown(ae, order_status="FINISH")) is seen


def test_reaches_nothing_older_than_180_days(ae):
    order = ae.order(stage="shipped", arrival_days=400)
    ae.wind(days=177)
    ae.fresh()
    assert shown(ae) == {order["id"]}

    ae.wind(days=2)
    assert shown(ae) == set()
    asked = {"param1": {"order_id": order["id"]}}
    answer = ae.call("aliexpress.trade.new.redefining.findorderbyid", asked)
    assert answer["error_response"]["sub_code"] == "isv.order-not-found"


def test_filters_by_pacific_time_through_dst():
    ae = Caller(now=datetime(2026, 11, 1, 9, 30, tzinfo=UTC))  # 01:30, an hour after the clocks went back
    ae.order(stage="placed")

    assert ae.orders()["target_list"][0]["gmt_create"] == "2026-11-01 01:30:00"
    assert shown(ae, create_date_start="2026-11-01 02:00:00") == set()
    assert len(shown(ae, create_date_start="2026-11-01 00:00:00")) == 1


def test_filters_by_status_buyer_and_change(ae):
    order = ae.order(stage="placed")
    ae.wind(hours=2)
    ae.admin(f"orders/{order['id']}/buyer", {"act": "pay"})

    assert shown(ae, order_status_list=["RISK_CONTROL"]) == {order["id"]}
    assert shown(ae, order_status="PLACE_ORDER_SUCCESS") == set()
    assert shown(ae, buyer_login_id="somebody") == set()
    assert shown(ae, modified_date_start="2026-09-30 19:00:00") == {order["id"]}
    assert shown(ae, modified_date_start="2026-09-30 19:00:01") == set()


def test_needs_a_start_date_in_the_overseas_list(ae):
    assert ae.call("aliexpress.solution.order.get", {"page_size": "20"})["error_response"]["code"] == "MissingParameter"


def test_refuses_a_date_of_another_form(ae):
    asked = {"param_aeop_order_query": {"create_date_start": "01/10/2026"}}

    assert "create_date_start" in ae.call("aliexpress.trade.seller.orderlist.get", asked)["error_response"]["msg"]


@pytest.mark.parametrize(("hours", "status"), [(23.99, "RISK_CONTROL"), (24, "WAIT_SELLER_SEND_GOODS")])
def test_holds_a_paid_order_under_risk_control_for_a_day(ae, hours, status):
    order = ae.order(stage="paid")
    ae.wind(hours=hours)

    assert ae.detail(order)["order_status"] == status


@pytest.mark.parametrize(("days", "status"), [(19.99, "PLACE_ORDER_SUCCESS"), (20, "FINISH")])
def test_closes_an_unpaid_order_after_twenty_days(ae, days, status):
    order = ae.order(stage="placed")
    ae.wind(days=days)

    assert ae.detail(order)["order_status"] == status
    assert ae.admin("ledger")["rows"] == []


def test_gives_the_money_back_when_shipping_time_runs_out(ae):
    order = ae.order(stage="to_ship", usd="25.90", prepare_days=3)
    ae.wind(days=3)

    assert ae.detail(order)["order_end_reason"] == "seller_send_goods_timeout"
    assert (ae.balance(order, "buyer"), ae.balance(order, "escrow")) == (0, 0)


# --- cancel requests ------------------------------------------------------------------------------------------


def asked_to_cancel(ae):
    order = ae.order(stage="to_ship", usd="25.90")
    return ae.admin(f"orders/{order['id']}/buyer", {"act": "ask_cancel"})


def answer_cancel(ae, order, how, **more):
    asked = {"order_id": order["id"], "buyer_login_id": order["buyer"]["login"], **more}
    return ae.call(f"aliexpress.trade.seller.order.{how}", {"param_order_cancel_request": asked})["result"]


def test_moves_the_money_when_a_cancel_is_accepted(ae):
    order = asked_to_cancel(ae)
    assert ae.detail(order)["order_status"] == "IN_CANCEL"

    assert answer_cancel(ae, order, "acceptcancel")["target"] is True
    assert (ae.detail(order)["order_status"], ae.balance(order, "buyer")) == ("FUND_PROCESSING", 0)
    ae.wind(days=1)
    assert ae.detail(order)["order_status"] == "FINISH"


def test_returns_to_shipping_when_a_cancel_is_refused(ae):
    order = asked_to_cancel(ae)
    before = ae.detail(order)["cancel_request_reason"]

    assert before == "buyer_do_not_want"
    assert answer_cancel(ae, order, "refusecancel", memo="already packed")["success"] is True
    assert ae.detail(order)["order_status"] == "WAIT_SELLER_SEND_GOODS"
    assert ae.balance(order, "escrow") == 2590


@pytest.mark.parametrize("how", ["acceptcancel", "refusecancel"])
def test_answers_a_cancel_once_only(ae, how):
    order = asked_to_cancel(ae)
    answer_cancel(ae, order, "acceptcancel")

    assert answer_cancel(ae, order, how, memo="no")["success"] is False
    assert len(ae.admin("ledger")["rows"]) == 2


@pytest.mark.parametrize(("days", "status"), [(2.99, "IN_CANCEL"), (3, "FUND_PROCESSING")])
def test_grants_a_cancel_nobody_answers(ae, days, status):
    order = asked_to_cancel(ae)
    ae.wind(days=days)

    assert ae.detail(order)["order_status"] == status


def test_tells_until_when_a_cancel_waits(ae):
    assert ae.detail(asked_to_cancel(ae))["over_time_left"] == "2026-10-03 17:00:00"


# --- more time ------------------------------------------------------------------------------------------------


def extend(ae, order_id, days):
    asked = {"param0": str(order_id), "param1": str(days)}
    result = ae.call("aliexpress.trade.redefining.extendsbuyeracceptgoodstime", asked)["result"]
    return result["is_success"], result.get("sub_error_code")


@pytest.mark.parametrize(
    ("stage", "days", "code"),
    [
        ("placed", 5, "200"),
        ("to_ship", 5, "210"),
        ("shipped", 61, "201"),
        ("shipped", 60, None),
        ("finished", 5, "210"),
    ],
)
def test_extends_or_tells_why_not(ae, stage, days, code):
    order = ae.order(stage=stage)

    assert extend(ae, order["id"], days) == (code is None, code)


def test_extends_no_unknown_order_and_no_other_shops(ae):
    order = ae.order()
    ae.admin("shops", {"seller_id": 42, "login": "cn42"})
    ae.token = ae.admin("tokens", {"seller_id": 42})["access_token"]

    assert extend(ae, 1, 5) == (False, "100")
    assert extend(ae, order["id"], 5) == (False, "601")


def test_moves_the_deadline_by_the_days_given(ae):
    order = ae.order(stage="shipped", arrival_days=30)
    extend(ae, order["id"], 10)
    ae.wind(days=39.9)
    ae.fresh()
    assert ae.detail(order)["order_status"] == "WAIT_BUYER_ACCEPT_GOODS"

    ae.wind(days=0.1)
    assert ae.detail(order)["order_status"] == "FUND_PROCESSING"


# --- the buyer ------------------------------------------------------------------------------------------------


def test_hides_the_buyer_until_decrypted(ae):
    buyer = {"last_name": "Kowalczyk", "street": "Lipowa 12", "phone": "5550100777"}
    order = ae.order(buyer=buyer)
    target = ae.detail(order)

    assert "Kowalczyk" not in str(target)
    assert (target["receipt_address"]["mobile_no"], target["receipt_address"]["detail_address"]) == (
        "555****0777",
        "Lipo***",
    )
    asked = {"orderId": str(order["id"]), "oaid": target["oaid"]}
    clear = ae.call("aliexpress.trade.seller.order.decrypt", asked)["result_obj"]
    assert (clear["detail_address"], clear["mobile_no"]) == ("Lipowa 12", "5550100777")


def test_decrypts_for_the_orders_own_oaid_only(ae):
    one, other = ae.order(), ae.order()
    asked = {"orderId": str(one["id"]), "oaid": ae.detail(other)["oaid"]}

    assert "error_response" in ae.call("aliexpress.trade.seller.order.decrypt", asked)


# --- money ----------------------------------------------------------------------------------------------------


def test_releases_the_money_after_completion_less_the_fee(ae):
    order = ae.order(stage="finished", usd="20.00")
    assert ae.detail(order)["loan_status"] == "wait_loan"
    ae.wind(days=15)

    assert ae.detail(order)["loan_status"] == "loan_ok"
    assert (ae.balance(order, "seller"), ae.balance(order, "platform"), ae.balance(order, "escrow")) == (1900, 100, 0)
    asked = {"param1": {"loan_status": "loan_ok", "page": 1, "page_size": 200}}
    (row,) = ae.call("aliexpress.trade.redefining.findloanlistquery", asked)["result"]["order_list"]
    assert row["son_order_list"][0]["real_loan_amount"] == {"amount": "19.00", "currency_code": "USD"}


def test_asks_for_loan_dates_month_first(ae):
    asked = {"param1": {"page": 1, "page_size": 20, "create_date_start": "2026-10-01 00:00:00"}}

    error = ae.call("aliexpress.trade.redefining.findloanlistquery", asked)["error_response"]
    assert "mm/dd/yyyy" in error["msg"]


def test_refunds_a_mini_app_order_in_cents_on_every_call(ae):
    order = ae.order(stage="to_ship", usd="10.00", biz_code="mini")
    asked = {"bizCode": "mini", "tradeOrderId": str(order["id"]), "refundAmount": "250", "currency": "USD"}
    for _ in range(2):
        assert ae.call("aliexpress.reverse.apply.refund", asked)["success"] is True

    assert ae.balance(order, "escrow") == 500
    assert ae.call("aliexpress.reverse.apply.refund", {**asked, "refundAmount": "501"})["success"] is False


def test_tells_amounts_as_text_and_as_cents(ae):
    detail = ae.detail(ae.order(usd="149.30", currency="JPY", lines=[{"usd": "10.00", "local": "1493"}]))

    assert detail["order_amount"] == {"amount": "10.00", "cent": 1000, "cent_factor": 100, "currency_code": "USD"}
    assert (detail["pay_amount_by_settlement_cur"], detail["settlement_currency"]) == ("1493", "JPY")


def test_marks_what_a_warehouse_sends(ae):
    ae.order(lines=[{"usd": "5.00", "operator": "WAREHOUSE_SEND_GOODS"}])
    (line,) = ae.orders()["target_list"][0]["product_list"]

    assert (line["send_goods_operator"], line["extend_map"]) == (
        "WAREHOUSE_SEND_GOODS",
        '{"orderBusinessModel": "SEMI_CHOICE_SELF"}',
    )
