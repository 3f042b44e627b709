"""Order notices pushed to a callback: answered within 500 ms or sent again (§2.5, §7.19)."""

from __future__ import annotations

from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.signing import push_signature
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.stage.sending import Push

ORDER_TYPE = 53
"""§2.5: the number of order notices; the documents warn that it may change."""


def pushing(state: State) -> Push:
    """The state's order notices, from now on."""

    def signed(app_key: str, _url: str, body: bytes) -> tuple[bytes, dict[str, str]]:
        return body, {"Authorization": push_signature(app_key, state.apps[app_key].secret, body)}

    def policy() -> tuple[float, tuple[int, ...]]:
        return state.figures.push_answer_milliseconds / 1000, state.figures.push_retry_seconds

    push = Push(state, state.apps, signed, policy)

    def announce(order: Order, status: str) -> None:
        push.announce(
            {
                "data": {"buyerId": order.buyer.login, "orderId": str(order.id), "orderStatus": status},
                "message_type": ORDER_TYPE,
                "seller_id": str(order.seller_id),
                "site": "ae_global",
                "timestamp": int(state.at.timestamp()),
            }
        )

    state.announce = announce
    return push
