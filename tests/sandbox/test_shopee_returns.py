"""Returns: due dates of their own, offers within limits, Shopee's own judging, the goods' way back (platforms/shopee.md §2, §4)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def test_sets_a_due_date_of_its_own(sp):
    claim = sp.claim()

    assert sp.returned(claim)["due_date"] == sp.at(48)


@pytest.mark.parametrize(
    ("solution", "status", "back"), [("REFUND", "ACCEPTED", 0), ("RETURN_REFUND", "PROCESSING", -2590)]
)
def test_does_what_the_buyer_asked_when_nobody_answers(sp, solution, status, back):
    claim = sp.claim(solution=solution)

    sp.wind(days=2)

    assert (sp.truth(claim).status, sp.balance(claim, "buyer")) == (status, back)
    assert sp.refused("returns/confirm", return_sn=claim["sn"]) == "error_return_status"


def test_refunds_all_and_wants_nothing_back_when_it_is_confirmed(sp):
    claim = sp.claim(solution="RETURN_REFUND")

    sp.done("returns/confirm", return_sn=claim["sn"])

    told = sp.returned(claim)
    assert (told["status"], told["return_solution"], sp.balance(claim, "buyer")) == ("ACCEPTED", 1, 0)


def test_pays_once_when_it_is_confirmed_twice(sp):
    claim = sp.claim()
    sp.done("returns/confirm", return_sn=claim["sn"])

    assert sp.refused("returns/confirm", return_sn=claim["sn"]) == "error_return_status"
    assert sp.balance(claim, "buyer") == 0


@pytest.mark.parametrize("more", [{"validation": "warehouse_validation"}, {"request_type": 1}])
def test_cannot_be_confirmed_where_a_warehouse_checks_or_the_request_is_of_another_type(sp, more):
    assert sp.refused("returns/confirm", return_sn=sp.claim(**more)["sn"]) == "error_permission"


def test_lists_from_page_nought_in_an_array_called_return(sp):
    claims = [sp.claim() for _ in range(3)]

    first = sp.told("returns/get_return_list", page_no=0, page_size=2)
    second = sp.told("returns/get_return_list", page_no=1, page_size=2)

    assert (first["more"], second["more"]) == (True, False)
    assert {row["return_sn"] for page in (first, second) for row in page["return"]} == {c["sn"] for c in claims}
    assert first["return"][0]["negotiation_status"] == "PENDING_RESPOND"


@pytest.mark.parametrize(("days", "error"), [(15, ""), (16, "error_param")])
def test_lists_fifteen_days_at_once(sp, days, error):
    asked = {"page_no": 0, "update_time_from": sp.at(-24 * days), "update_time_to": sp.at()}

    assert sp.get("returns/get_return_list", **asked)["error"].strip(" -") == error


def test_filters_by_status(sp):
    claim = sp.claim()
    sp.done("returns/confirm", return_sn=claim["sn"])
    sp.claim()

    (row,) = sp.told("returns/get_return_list", page_no=0, status="ACCEPTED")["return"]

    assert row["return_sn"] == claim["sn"]


def test_lets_one_order_have_many_returns_that_ask_no_more_than_was_paid(sp):
    order = sp.order(items=[{"amount": "10.00"}, {"amount": "5.00", "name": "Mug"}])
    first, second = sp.claim(order), sp.claim(order, item=1)

    assert sp.admin("returns", {"order": order["sn"]}, status=400)["error"].startswith("RETURN")
    sp.done("returns/confirm", return_sn=first["sn"])
    sp.done("returns/confirm", return_sn=second["sn"])
    assert sp.balance(order, "buyer") == 0


def test_overrules_the_buyers_reason_later(sp):
    claim = sp.claim(reason="SPOILED_ROTTEN")
    assert (sp.returned(claim)["reason"], sp.returned(claim)["reassessed_request_reason"]) == ("SPOILED_ROTTEN", "NONE")

    sp.admin(f"returns/{claim['sn']}/platform", {"act": "reassess", "reason": "CHANGE_MIND"})

    assert (sp.returned(claim)["reason"], sp.returned(claim)["reassessed_request_reason"]) == (
        "SPOILED_ROTTEN",
        "CHANGE_MIND",
    )


def test_may_be_raised_after_completion_within_its_days(sp):
    order = sp.order("completed", 1)

    claim = sp.claim(order, strict=True)

    assert (claim["kind"], sp.order_of(order).status) == ("RRAOC", "COMPLETED")
    late = sp.order("completed", 30)
    sp.admin("returns", {"order": late["sn"], "strict": True}, status=400)


# --- offers ---


def offered(sp, claim, amount=5.0, solution="REFUND"):
    return sp.post(
        "returns/offer", return_sn=claim["sn"], proposed_solution=solution, proposed_adjusted_refund_amount=amount
    )


def test_tells_the_least_and_the_most_that_may_be_offered(sp):
    told = sp.told("returns/get_available_solutions", return_sn=sp.claim()["sn"])

    assert told["offer_refund"] == {
        "eligibility": True, "refund_amount_adjustable": True, "max_refund_amount": 25.9, "min_refund_amount": 2.59,
    }  # fmt: skip


@pytest.mark.parametrize("amount", [2.58, 25.91, 0, -1, 5.001])
def test_refuses_an_offer_outside_them_or_finer_than_a_cent(sp, amount):
    claim = sp.claim()

    assert offered(sp, claim, amount)["error"] == "error_param"
    assert sp.truth(claim).negotiation.creator == ""


def test_counts_the_rounds_down_and_waits_for_the_buyer(sp):
    claim = sp.claim()

    offered(sp, claim)

    talks = sp.returned(claim)["negotiation"]
    assert (talks["negotiation_status"], talks["counter_limit"], talks["latest_offer_amount"]) == (
        "PENDING_BUYER_RESPOND",
        1,
        5.0,
    )
    assert offered(sp, claim)["error"] == "error_negotiation_status"


def test_pays_what_was_offered_when_the_buyer_accepts(sp):
    claim = sp.claim()
    offered(sp, claim)

    sp.admin(f"returns/{claim['sn']}/buyer", {"act": "accept"})

    assert (sp.truth(claim).status, sp.balance(claim, "buyer")) == ("ACCEPTED", -2090)


def test_lets_the_seller_take_the_buyers_proposal_and_not_its_own(sp):
    claim = sp.claim()
    assert sp.refused("returns/accept_offer", return_sn=claim["sn"]) == "error_no_buyer_offer"
    offered(sp, claim)
    assert sp.post("returns/accept_offer", return_sn=claim["sn"])["message"] == "Cannot accept your own offer."
    sp.admin(f"returns/{claim['sn']}/buyer", {"act": "counter", "amount": "12.00"})

    sp.done("returns/accept_offer", return_sn=claim["sn"])

    assert sp.balance(claim, "buyer") == -1390


def test_ends_the_talks_when_the_buyer_does_not_answer_in_time(sp):
    claim = sp.claim()
    offered(sp, claim)

    sp.wind(days=2)

    told = sp.returned(claim)
    assert (told["status"], told["negotiation"]["negotiation_status"]) == ("REQUESTED", "TERMINATED")
    assert told["due_date"] == sp.at(48)


def test_allows_no_offer_during_a_dispute(sp):
    claim = sp.claim()
    sp.dispute(claim, 10)

    assert offered(sp, claim)["error"] == "error_ongoing_dispute"


def test_has_no_goods_come_back_that_never_came(sp):
    told = sp.told("returns/get_available_solutions", return_sn=sp.claim(reason="NOT_RECEIPT")["sn"])

    assert told["offer_return_refund"]["eligibility"] is False


# --- Shopee judges ---


def test_judges_by_itself_and_only_asks_for_proof(sp):
    claim = sp.claim(judged=True)
    sp.wind(minutes=1)

    told = sp.returned(claim)

    assert (told["status"], told["seller_proof"]["seller_proof_status"]) == ("JUDGING", "PENDING")
    assert sp.post("returns/confirm", return_sn=claim["sn"])["message"].startswith("Shopee is reviewing")


@pytest.mark.parametrize(
    ("fair", "solution", "status"),
    [(100, "REFUND", "ACCEPTED"), (100, "RETURN_REFUND", "PROCESSING"), (0, "REFUND", "CANCELLED")],
)
def test_rules_without_the_seller(sp, fair, solution, status):
    claim = sp.claim(judged=True, fair_percent=fair, solution=solution)

    sp.wind(hours=48)

    assert (sp.truth(claim).status, sp.truth(claim).proof.status) == (status, "OVERDUE")


def test_takes_proof_until_its_deadline(sp):
    claim = sp.claim(judged=True)
    sp.wind(minutes=1)
    photo = [{"url": sp.picture(claim), "thumbnail": ""}]

    sp.done("returns/upload_proof", return_sn=claim["sn"], photo=photo, description="as packed")

    proof = sp.told("returns/query_proof", return_sn=claim["sn"])
    assert (len(proof["image"]), proof["description"]) == (1, "as packed")
    assert sp.returned(claim)["seller_proof"]["seller_proof_status"] == "UPLOADED"


def test_takes_no_proof_after_its_deadline(sp):
    claim = sp.claim(judged=True)
    sp.wind(hours=36)

    photo = [{"url": sp.picture(claim)}]

    assert sp.refused("returns/upload_proof", return_sn=claim["sn"], photo=photo) == "proof.overdue"


# --- the goods' way back ---


def posted(sp, **more):
    claim = sp.claim(solution="RETURN_REFUND", **more)
    sp.wind(days=2)
    sp.admin(f"returns/{claim['sn']}/buyer", {"act": "ship_return"})
    return claim


def test_ends_without_money_when_the_goods_are_not_posted(sp):
    claim = sp.claim(solution="RETURN_REFUND")

    sp.wind(days=7)

    assert (sp.truth(claim).status, sp.balance(claim, "buyer")) == ("CANCELLED", -2590)


def test_gives_the_seller_days_to_object_once_the_goods_are_back(sp):
    claim = posted(sp)
    sp.admin(f"returns/{claim['sn']}/platform", {"act": "arrive"})
    assert sp.returned(claim)["return_seller_due_date"] == sp.at(72)

    sp.wind(days=3)

    assert (sp.truth(claim).status, sp.balance(claim, "buyer")) == ("ACCEPTED", 0)


def test_has_two_legs_where_a_warehouse_checks(sp):
    claim = posted(sp, validation="warehouse_validation")
    sp.admin(f"returns/{claim['sn']}/platform", {"act": "arrive"})
    sp.wind(days=2)

    way = sp.told("returns/get_reverse_tracking_info", return_sn=claim["sn"])

    assert (way["reverse_logistics_status"], way["post_return_logistics_status"]) == (
        "LOGISTICS_DELIVERY_DONE", "POST_RETURN_LOGISTICS_PICKUP_DONE",
    )  # fmt: skip
    assert (sp.truth(claim).status, sp.returned(claim)["is_arrived_at_warehouse"]) == ("ACCEPTED", 3)


def test_goes_back_to_where_it_was_when_the_buyer_withdraws(sp):
    claim = sp.claim()

    sp.admin(f"returns/{claim['sn']}/buyer", {"act": "withdraw"})

    assert (sp.truth(claim).status, sp.order_of(claim).status) == ("CANCELLED", "COMPLETED")
