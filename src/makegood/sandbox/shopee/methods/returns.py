"""Returns and refunds: list, detail, agreeing, offering (platforms/shopee.md §2 Returns)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from makegood.sandbox.shopee import negotiating
from makegood.sandbox.shopee.amounts import major, minor
from makegood.sandbox.shopee.calls import Call, api, page_of, within
from makegood.sandbox.shopee.claim import REFUND, RETURN_REFUND, SOLUTIONS, Return
from makegood.sandbox.shopee.refusing import REVIEWING, data, param
from makegood.sandbox.shopee.returning import agree

FILTERS: dict[str, Callable[[Return], str]] = {
    "status": lambda claim: claim.status,
    "negotiation_status": lambda claim: claim.negotiation.status,
    "seller_proof_status": lambda claim: claim.proof.status,
    "seller_compensation_status": lambda claim: claim.compensation.status,
}


@api("GET", "returns/get_return_list")
def return_list(call: Call) -> dict[str, Any]:
    """Quirk (§2): pages begin at 0, the array is called `return`, nested members stand flat."""
    asked, days = call.asked, call.state.figures.window_days
    created, updated = within(asked, "create_time", days), within(asked, "update_time", days)
    found = [
        claim
        for claim in call.state.returns_seen(call.shop.shop_id, lag=call.list_lag)
        if (created is None or created[0] <= int(claim.created_at.timestamp()) <= created[1])
        and (updated is None or updated[0] <= int(claim.updated_at.timestamp()) <= updated[1])
        and all(not asked.has(name) or value(claim) == asked.text(name) for name, value in FILTERS.items())
    ]
    found.sort(key=lambda claim: claim.sn, reverse=True)
    rows, more = page_of(call, found, first=0, usual=40)
    return {"more": more, "return": [flat(call, claim) for claim in rows]}


@api("GET", "returns/get_return_detail")
def return_detail(call: Call) -> dict[str, Any]:
    return nested(call, call.claim_seen())


def seconds(at: Any) -> int:
    return int(at.timestamp()) if at is not None else 0


def common(call: Call, claim: Return) -> dict[str, Any]:
    order, currency = call.state.orders[claim.order_sn], claim.currency
    told: dict[str, Any] = {
        "image": list(claim.images),
        "buyer_videos": [{"thumbnail_url": f"{video}.jpg", "video_url": video} for video in claim.videos],
        "reason": claim.reason,
        "text_reason": claim.words,
        "reassessed_request_reason": claim.reassessed,
        "return_sn": claim.sn,
        "order_sn": claim.order_sn,
        "refund_amount": major(claim.amount, currency),
        "currency": currency,
        "amount_before_discount": major(claim.amount, currency),
        "create_time": seconds(claim.created_at),
        "update_time": seconds(claim.updated_at),
        "status": claim.status,
        "due_date": seconds(claim.due),
        "return_ship_due_date": seconds(claim.ship_due),
        "return_seller_due_date": seconds(claim.seller_due),
        "tracking_number": claim.way.tracking,
        "needs_logistics": claim.solution == RETURN_REFUND,
        "user": {"username": claim.username, "email": f"********{claim.email[-12:]}", "portrait": ""},
        "item": [item(call, order.items[place], pieces, currency) for place, pieces in claim.lines],
        "return_refund_type": claim.kind,
        "return_solution": claim.solution,
        "return_refund_request_type": claim.request_type,
        "validation_type": claim.validation,
        "logistics_status": claim.way.status if claim.request_type == 0 else "",
        "reverse_logistic_status": claim.way.status,
    }
    if claim.dispute is not None:
        told |= {"dispute_reason": claim.dispute.reason, "dispute_text_reason": claim.dispute.words}
    return told


def item(call: Call, one: Any, pieces: int, currency: str) -> dict[str, Any]:  # noqa: ARG001
    return {
        "item_id": one.item_id,
        "model_id": one.model_id,
        "name": one.name,
        "images": [],
        "amount": pieces,
        "item_price": major(one.price, currency),
        "item_sku": one.item_sku,
        "variation_sku": one.model_sku,
        "is_add_on_deal": False,
        "is_main_item": False,
        "add_on_deal_id": 0,
    }


def flat(call: Call, claim: Return) -> dict[str, Any]:
    """A row of the list."""
    return common(call, claim) | {
        "negotiation_status": claim.negotiation.status,
        "seller_proof_status": claim.proof.status,
        "seller_compensation_status": claim.compensation.status,
    }


def nested(call: Call, claim: Return) -> dict[str, Any]:
    negotiation, currency = claim.negotiation, claim.currency
    creator = call.shop.name if negotiation.creator == negotiating.SELLER else negotiation.creator
    return common(call, claim) | {
        "negotiation": {
            "negotiation_status": negotiation.status,
            "latest_solution": negotiation.solution,
            "latest_offer_amount": major(negotiation.amount, currency),
            "latest_offer_creator": creator,
            "counter_limit": negotiation.rounds,
            "offer_due_date": seconds(negotiation.due),
        },
        "seller_proof": {
            "seller_proof_status": claim.proof.status,
            "seller_evidence_deadline": seconds(claim.proof.deadline),
        },
        "seller_compensation": {
            "seller_compensation_status": claim.compensation.status,
            "seller_compensation_due_date": seconds(claim.compensation.due),
            "compensation_amount": major(claim.compensation.amount, currency),
        },
        "is_arrived_at_warehouse": claim.way.warehouse,
        "follow_up_action_list": [],
    }


@api("POST", "returns/confirm")
def confirm(call: Call) -> dict[str, Any]:
    claim = call.claim()
    agree(call.state, claim)
    return {"return_sn": claim.sn}


@api("GET", "returns/get_available_solutions")
def solutions(call: Call) -> dict[str, Any]:
    claim = call.claim_seen()
    if claim.status == "JUDGING":
        raise REVIEWING
    return {"return_sn": claim.sn} | {
        name: option(call, claim, kind)
        for name, kind in (("offer_return_refund", RETURN_REFUND), ("offer_refund", REFUND))
    }


def option(call: Call, claim: Return, kind: int) -> dict[str, Any]:
    if not (negotiating.is_open(claim) and negotiating.may_offer(claim, kind)):
        return {"eligibility": False, "refund_amount_adjustable": False}
    least, most = negotiating.limits(call.state, claim)
    return {
        "eligibility": True,
        "refund_amount_adjustable": True,
        "max_refund_amount": major(most, claim.currency),
        "min_refund_amount": major(least, claim.currency),
    }


@api("POST", "returns/offer")
def offer(call: Call) -> dict[str, Any]:
    claim, solution = call.claim(), call.asked.text("proposed_solution")
    if solution not in SOLUTIONS:
        raise param("Wrong parameters, detail: proposed_solution.")
    amount = None
    if call.asked.has("proposed_adjusted_refund_amount"):
        try:
            amount = minor(call.asked.text("proposed_adjusted_refund_amount"), claim.currency)
        except ValueError:
            raise param("The decimal places of the proposed refund amount are invalid.") from None
        if amount <= 0:
            raise param("The proposed refund amount should be positive.")
    negotiating.offer(call.state, claim, solution, amount)
    return {"return_sn": claim.sn}


@api("POST", "returns/accept_offer")
def accept_offer(call: Call) -> dict[str, Any]:
    claim = call.claim()
    negotiating.seller_accepts(call.state, claim)
    return {"return_sn": claim.sn}


@api("GET", "returns/get_reverse_tracking_info")
def reverse_tracking(call: Call) -> dict[str, Any]:
    """Two legs where a warehouse checks."""
    claim = call.claim()
    way = claim.way
    if not way.status:
        raise data("No reverse logistics for this return.")
    told: dict[str, Any] = {
        "return_sn": claim.sn,
        "return_refund_request_type": claim.request_type,
        "validation_type": claim.validation,
        "reverse_logistics_status": way.status,
        "reverse_logistics_update_time": seconds(way.at),
        "estimated_delivery_date_max": 0,
        "estimated_delivery_date_min": 0,
        "tracking_number": way.tracking,
        "tracking_info": [],
    }
    if way.second:
        told |= {
            "post_return_logistics_status": way.second,
            "post_return_logistics_update_time": seconds(way.second_at),
            "rts_tracking_number": way.second_tracking,
        }
    return told
