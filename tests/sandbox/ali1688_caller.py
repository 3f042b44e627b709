"""A signed caller of the 1688 sandbox, in process, and short ways to plant and to play."""

from __future__ import annotations

import hashlib
import hmac
import json
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient

from makegood.sandbox.ali1688.app import APP, SHOP, create_app

TRADE, LOGISTICS = "com.alibaba.trade", "com.alibaba.logistics"
ADDRESS = {
    "address": "浙江省 杭州市 网商路1号",
    "post": "310051",
    "phone": "",
    "fullName": "退货组",
    "mobilePhone": "13000000001",
}
AGREE = "alibaba.trade.refund.OpAgreeReturnGoods"


def signed(secret: str, path: str, parameters: dict[str, str]) -> str:
    """By name, as one half of the clients does; the sandbox's own code is not used."""
    base = path + "".join(name + parameters[name] for name in sorted(parameters))
    return hmac.new(secret.encode(), base.encode(), hashlib.sha1).hexdigest().upper()


class Caller:
    """`token` is the shop's access token."""

    def __init__(self, **settings: Any) -> None:
        self.app = create_app(**settings)
        self.sandbox = self.app.extensions["sandbox"]
        self.state = self.sandbox.state
        self.token: str = self.admin("tokens", {})["access_token"]

    @property
    def http(self) -> FlaskClient:
        return self.app.test_client()

    # --- the sandbox's own doors ---

    def admin(self, path: str, body: dict[str, Any] | None = None, *, status: int = 200) -> Any:
        answer = self.http.get(f"/_sandbox/{path}") if body is None else self.http.post(f"/_sandbox/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def wind(self, **span: float) -> None:
        self.admin("wind", span)

    def order(self, stage: str = "delivered", days_ago: float = 1, **asked: Any) -> dict[str, Any]:
        return self.admin("orders", {"stage": stage, "days_ago": days_ago, **asked})

    def refund(self, order: dict[str, Any] | None = None, **asked: Any) -> dict[str, Any]:
        order = order or self.order()
        return self.admin("refunds", {"order": order["id"], "request": "returnRefund", **asked})

    def does(self, who: str, refund: dict[str, Any], act: str, *, status: int = 200, **asked: Any) -> Any:
        return self.admin(f"refunds/{refund['id']}/{who}", {"act": act, **asked}, status=status)

    def now(self, refund: dict[str, Any]) -> dict[str, Any]:
        return self.admin(f"refunds/{refund['id']}")

    def truth(self, order: dict[str, Any]) -> dict[str, Any]:
        return self.admin(f"orders/{order['id']}")

    def fault(self, kind: str, **settings: Any) -> dict[str, Any]:
        return self.admin("faults", {"kind": kind, **settings})

    def fresh(self) -> None:
        """Another access token: ten hours end the one before."""
        self.token = self.admin("tokens", {})["access_token"]

    def buyer(self, order: dict[str, Any]) -> str:
        """A token of the order's buyer."""
        return self.admin("tokens", {"seller_id": order["buyer"]["member_id"]})["access_token"]

    def balance(self, order: dict[str, Any], account: str) -> int:
        return self.admin("ledger")["totals"][str(order["id"])][account]

    # --- the platform's door ---

    def sent(
        self, name: str, business: dict[str, Any] | None = None, *, namespace: str = TRADE, token: str | None = None,
        files: dict[str, bytes] | None = None, secret: str = APP.secret, **system: str,
    ) -> Any:  # fmt: skip
        """The raw answer."""
        plain = {k: v if isinstance(v, str) else json.dumps(v) for k, v in (business or {}).items()}
        token = self.token if token is None else token
        parameters = {**plain, **({"access_token": token} if token else {}), **system}
        path = f"param2/1/{namespace}/{name}/{APP.key}"
        form: dict[str, Any] = {**parameters, "_aop_signature": signed(secret, path, parameters)}
        form |= {field: (BytesIO(data), "a.jpg") for field, data in (files or {}).items()}
        return self.http.post(f"/openapi/{path}", data=form)

    def call(self, name: str, business: dict[str, Any] | None = None, **more: Any) -> Any:
        answer = self.sent(name, business, **more)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def get_token(self, **asked: str) -> Any:
        form = {"client_id": APP.key, "client_secret": APP.secret, **asked}
        return self.http.post(f"/openapi/http/1/system.oauth2/getToken/{APP.key}", data=form)

    # --- what tests ask most ---

    def orders(self, **asked: Any) -> Any:
        return self.call("alibaba.trade.getSellerOrderList", asked)

    def detail(self, order: dict[str, Any]) -> Any:
        return self.call("alibaba.trade.get.sellerView", {"webSite": "1688", "orderId": order["id"]})["result"]

    def refunds(self, **asked: Any) -> list[dict[str, Any]]:
        return self.call("alibaba.trade.refund.queryOrderRefundList", asked)["result"]["opOrderRefundModels"]

    def refunded(self, refund: dict[str, Any], **more: Any) -> Any:
        asked = {"refundId": refund["key"], "needTimeOutInfo": "true", "needOrderRefundOperation": "true"}
        told = self.call("alibaba.trade.refund.OpQueryOrderRefund.sellerView", asked, **more)
        return told["result"]["opOrderRefundModelDetail"]

    def agree(self, refund: dict[str, Any], **more: Any) -> Any:
        return self.call(AGREE, {"refundId": refund["key"], "disputeType": str(refund["type"]), **ADDRESS, **more})


SELLER = SHOP.member_id
