"""The contract's worked examples, one by one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.building import (
    OPENED,
    ORDER,
    assessed,
    at,
    bare,
    blocked,
    case,
    clauses,
    deadline,
    done,
    event,
    missing,
    next_action,
    piece,
    said,
)

OURS, THEIRS = ORDER["shipment"]["tracking"], "LP00999999999999"
PAIR = ["outer_label_photo", "inner_label_photo"]
REMEDIES = [
    "full_refund", "partial_refund", "return_and_refund", "reship", "partial_refund_and_reship", "coupon", "reschedule",
    "cancel_and_refund", "explain",
]  # fmt: skip
TERMS = {
    "address": "1 Return Road", "recipient": "Li", "phone": "+86 571 8502 2088", "freight_bearer": "buyer",
    "freight_form": "prepaid", "carrier_demand": None, "days": 7, "goods_condition": "unopened, tags on",
}  # fmt: skip


# --- AliExpress, wrong item: the two labels ---------------------------------------------------------------------------


@pytest.mark.clause("AE-LABEL-2")
def test_finds_logistics_liable_and_puts_the_pair_in_with_the_dispute():
    photos = [piece(PAIR[0], "e1", tracking=THEIRS), piece(PAIR[1], "e2", tracking=OURS)]
    looked = (event("order_verified", hours=1, finding="correct"), said(hours=2, channel="ae_message"))

    answer = assessed(case("aliexpress", "wrong_item", *looked, evidence=photos))

    assert answer["liability"]["party"] == "logistics"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["AE-LABEL-2"]
    assert answer["evidence"]["missing"] == []
    assert (answer["next"]["action"], answer["next"]["what"]) == ("submit_evidence", PAIR)


@pytest.mark.clause("AE-LABEL-1", "AE-NEGO-1")
def test_asks_the_buyer_for_both_labels_while_five_days_of_negotiation_run():
    answer = assessed(case("aliexpress", "wrong_item", event("order_verified", finding="correct"), said()))

    assert answer["liability"]["party"] == "undetermined"
    assert [(one["kind"], one["ask"]) for one in answer["evidence"]["missing"]] == [(kind, "buyer") for kind in PAIR]
    clock = deadline(answer, "negotiation")
    assert (clock["due_at"], clock["on_lapse"]) == (at(hours=5 * 24), "arbitration")


# --- 1688, deposit ----------------------------------------------------------------------------------------------------


def deposit(*, direct: bool, **more: Any) -> dict[str, Any]:
    services = [
        {"name": "buyer_protection", "open": False, "closed_at": at()},
        {"name": "dispatch_24h", "open": True},
        {"name": "official_direct", "open": direct, **({} if direct else {"closed_at": at()})},
    ]
    return bare("ali1688", "deposit_release", services=services, **{"orders": [], "complaints": [], **more})


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_blocks_the_deposit_while_official_direct_delivery_is_open():
    assert blocked(assessed(deposit(direct=True)), "unfreeze_deposit") == ["close:official_direct"]


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_waits_three_days_from_the_instant_everything_is_met_then_transfers_the_deposit():
    answer = assessed(deposit(direct=False))

    clock = deadline(answer, "deposit_unfreezes")
    assert (clock["due_at"], clock["on_lapse"], clock["clause"], clock["source"]) == (
        at(days=3),
        "none",
        "B2B-DEPOSIT-3",
        "seed",
    )
    assert (answer["next"]["action"], answer["blocked"]) == ("wait", [])
    assert next_action(deposit(direct=False), days=2, hours=23.99) == "wait"
    assert next_action(deposit(direct=False), days=3) == "transfer_deposit"


@pytest.mark.clause("B2B-DEPOSIT-2", "B2B-DEPOSIT-3")
def test_lists_the_day_ahead_where_only_windows_still_run():
    orders = [{"id": "o1", "status": "finished", "finished_at": at(days=-10), "under_service": True}]

    answer = assessed(deposit(direct=False, orders=orders))

    assert deadline(answer, "after_sale_window")["due_at"] == at(days=20)
    assert deadline(answer, "deposit_unfreezes")["due_at"] == at(days=23)
    assert answer["next"]["action"] == "wait"


# --- Shopee, wrong item -----------------------------------------------------------------------------------------------


@pytest.mark.clause("SHP-WRONG-5", "SHP-WRONG-2")
def test_files_no_ticket_without_what_arrived_and_lists_every_remedy_at_once():
    photos = [piece("goods_photo", "e1"), piece("conversation", "e2")]

    answer = assessed(case("shopee", "wrong_item", claim={"wants": ["reship"]}, evidence=photos))

    assert [(one["action"], one["missing"], one["clause"]) for one in answer["blocked"]] == [
        ("submit_ticket", ["claim.received"], "SHP-WRONG-5")
    ]
    assert [one["remedy"] for one in answer["options"]] == REMEDIES


# --- 1688, return -----------------------------------------------------------------------------------------------------


def agreement(terms: dict[str, Any], *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    proposed = event("return_terms_proposed", hours=3, terms=terms)
    return case("ali1688", "return", said(hours=2, channel="wangwang"), proposed, *events, **more)


@pytest.mark.clause("B2B-TERMS-1")
def test_names_the_missing_freight_bearer_and_proposes_the_terms_again():
    answer = assessed(agreement({**TERMS, "freight_bearer": None}))

    assert blocked(answer, "confirm_on_channel") == ["terms:freight_bearer"]
    assert (answer["next"]["action"], answer["next"]["clause"]) == ("propose_return_terms", "B2B-TERMS-1")


@pytest.mark.clause("B2B-TERMS-2")
def test_has_complete_terms_confirmed_on_wangwang():
    answer = assessed(agreement(TERMS))

    assert blocked(answer, "confirm_on_channel") == []
    assert (answer["next"]["action"], answer["next"]["clause"]) == ("confirm_on_channel", "B2B-TERMS-2")
    assert missing(answer) == ["return_terms_confirmed"]


# --- AliExpress, coupon -----------------------------------------------------------------------------------------------


def accepted(remedy: str, *events: dict[str, Any]) -> dict[str, Any]:
    settled = (event("offer_made", hours=3, remedy=remedy), event("offer_accepted", hours=4, remedy=remedy))
    return case("aliexpress", "not_as_described", *settled, *events)


@pytest.mark.clause("AE-NEGO-4")
def test_sends_the_coupon_that_was_accepted_and_then_asks_for_the_withdrawal():
    assert next_action(accepted("coupon")) == "send_coupon"
    assert next_action(accepted("coupon", done("send_coupon", hours=5))) == "ask_withdrawal"


@pytest.mark.clause("AE-NEGO-4")
@pytest.mark.parametrize("remedy", ["full_refund", "partial_refund", "return_and_refund"])
def test_never_asks_for_a_withdrawal_after_a_refund_agreed_inside_the_dispute(remedy):
    document = accepted(remedy, event("return_received", days=2), event("refund_paid", days=3))

    assert "ask_withdrawal" not in {next_action(document, days) for days in (1, 2, 3, 4)}
    assert "AE-NEGO-4" not in clauses(assessed(document, days=4))


# --- AliExpress, the platform's own time ------------------------------------------------------------------------------


@pytest.mark.clause("AE-NEGO-1")
def test_takes_the_platforms_time_whatever_five_days_would_give():
    given = {"kind": "negotiation", "due_at": "2026-10-25T13:00:00-07:00", "on_lapse": "arbitration"}
    opened = {"at": "2026-10-19T10:00:00Z", "type": "dispute_opened"}
    document = case(
        "aliexpress", "not_received", opened, dispute=False, claim={"opened_at": None}, platform_deadlines=[given]
    )

    answer = assessed(document, days=(datetime.fromisoformat("2026-10-21T00:00:00Z") - OPENED).days)

    clock = deadline(answer, "negotiation")
    assert datetime.fromisoformat(clock["due_at"]) == datetime.fromisoformat("2026-10-25T13:00:00-07:00")
    assert clock["source"] == "platform"
    assert [one["kind"] for one in answer["deadlines"]].count("negotiation") == 1
