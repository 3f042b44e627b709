"""Where an order stands: its status, its log, the messages that tell of it, and what a deed needs it to be."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import wall

UNPAID, UNSENT, SENT, SUCCESS, CANCELLED = "waitbuyerpay", "waitsellersend", "waitbuyerreceive", "success", "cancel"


def stand(state: State, order: Order, status: str, topic: str, *, action: str, by: str) -> None:
    """The order takes the status, notes who did it, and its message goes out."""
    order.status = status
    noted(state, order, action, by)
    tell_order(state, order, topic)


def noted(state: State, order: Order, action: str, by: str) -> None:
    order.log.append((state.at, action, by))
    state.changed(order)


def tell_order(state: State, order: Order, topic: str) -> None:
    data = {
        "orderId": order.id,
        "currentStatus": order.status,
        "msgSendTime": wall(state.at),
        "buyerMemberId": order.buyer.member_id,
        "sellerMemberId": order.seller,
    }
    state.announce(topic, order.seller, data)


def tell_refund(state: State, refund: Refund, action: str, operator: str) -> None:
    """Quirk (§2.5, §7.16): the message names the order and what was done; which refund of the order it is, it does not say."""
    topic = "ORDER_ORDER_BUYER_REFUND_IN_SALES" if refund.type == 1 else "ORDER_ORDER_REFUND_AFTER_SALES"
    data: dict[str, Any] = {
        "orderId": refund.order_id,
        "currentStatus": refund.status,
        "msgSendTime": wall(state.at),
        "buyerMemberId": refund.buyer,
        "sellerMemberId": refund.seller,
        "refundAction": action,
        "operator": operator,
    }
    state.announce(topic, refund.seller, data)


def expect(order: Order, *statuses: str) -> None:
    if order.status not in statuses:
        raise Refused("ORDER_STATUS_ERROR", f"order {order.id} is {order.status}; this needs {' or '.join(statuses)}")
