"""What escrow tells of an order, and which were released (platforms/shopee.md §2 Money; sandbox list, 19)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee import escrow
from makegood.sandbox.shopee.amounts import major
from makegood.sandbox.shopee.calls import Call, api, page_of, within
from makegood.sandbox.shopee.order import Item, Order
from makegood.sandbox.shopee.refusing import Refused, param


@api("GET", "payment/get_escrow_detail")
def escrow_detail(call: Call) -> dict[str, Any]:
    order = call.order()
    if order.paid_at is None and not order.cod:
        raise Refused("error_param", "The information you queried is not found.")
    return {
        "order_sn": order.sn,
        "buyer_user_name": order.buyer.username,
        "return_order_sn_list": [claim.sn for claim in call.state.returns_of(order)],
        "order_income": income(call, order),
    }


def income(call: Call, order: Order) -> dict[str, Any]:
    """Amounts in the order's currency, which is not told here."""

    def told(units: int) -> float | int:
        return major(units, order.currency)

    state, expected = call.state, escrow.payout(call.state, order)
    returned = 0 if order.status == "CANCELLED" else order.refunded
    return {
        "escrow_amount": told(expected),
        "buyer_total_amount": told(order.total),
        "original_price": told(sum(item.paid for item in order.items)),
        "cost_of_goods_sold": told(max(0, order.left - order.shipping_fee)),
        "buyer_paid_shipping_fee": told(order.shipping_fee),
        "commission_fee": told(escrow.commission(state, order)),
        "seller_return_refund": told(-returned),
        "drc_adjustable_refund": told(order.drc_refund),
        "reverse_shipping_fee": told(order.reverse_fee),
        "final_return_to_seller_shipping_fee": told(0),
        "rsf_seller_protection_fee_claim_amount": told(0),
        "seller_lost_compensation": told(order.lost_compensation),
        "items": [line(item, told) for item in order.items],
        "order_adjustment": [
            {
                "amount": told(one.amount),
                "date": int(one.at.timestamp()),
                "currency": order.currency,
                "adjustment_reason": one.reason,
            }
            for one in order.adjustments
        ],
        "escrow_amount_after_adjustment": told(expected + escrow.adjusted(order)),
    }


def line(item: Item, told: Any) -> dict[str, Any]:
    """Quirk (§2 Money): prices here are the line's, not the piece's."""
    return {
        "item_id": item.item_id,
        "item_name": item.name,
        "model_id": item.model_id,
        "model_sku": item.model_sku,
        "quantity_purchased": item.quantity,
        "original_price": told(item.paid),
        "discounted_price": told(item.paid),
    }


@api("GET", "payment/get_escrow_list")
def escrow_list(call: Call) -> dict[str, Any]:
    """By the time of release; pages from 1."""
    start, end = call.asked.number("release_time_from"), call.asked.number("release_time_to")
    if end < start:
        raise param("Wrong parameters, detail: release_time_from.")
    released = [
        order
        for order in call.state.orders_seen(call.shop.shop_id, lag=call.list_lag)
        if order.released_at is not None and start <= int(order.released_at.timestamp()) <= end
    ]
    released.sort(key=lambda order: order.sn)
    rows, more = page_of(call, released, first=1, usual=40)
    listed = [
        {
            "order_sn": order.sn,
            "payout_amount": major(escrow.payout(call.state, order), order.currency),
            "escrow_release_time": int(order.released_at.timestamp()) if order.released_at else 0,
        }
        for order in rows
    ]
    return {"escrow_list": listed, "more": more}


@api("GET", "payment/get_wallet_transaction_list")
def wallet(call: Call) -> dict[str, Any]:
    """Local shops only (§2 Money): what was released to the seller, and what was taken back."""
    if call.shop.cross_border:
        raise Refused("error_permission", "Cross-border shops have no wallet.")
    window = within(call.asked, "create_time", call.state.figures.window_days)
    rows = [
        {
            "transaction_id": number,
            "order_sn": row.order,
            "refund_sn": row.issue or "",
            "transaction_type": row.kind.upper(),
            "amount": major(dict(row.moves)["seller"], row.currency),
            "create_time": int(row.at.timestamp()),
        }
        for number, row in enumerate(call.state.ledger.rows, start=1)
        if "seller" in dict(row.moves)
        and call.state.orders[row.order].shop_id == call.shop.shop_id
        and (window is None or window[0] <= int(row.at.timestamp()) <= window[1])
    ]
    shown, more = page_of(call, rows[::-1], first=0, usual=40)
    return {"transaction_list": shown, "more": more}
