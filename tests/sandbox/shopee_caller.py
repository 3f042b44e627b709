"""A signed caller of the Shopee sandbox, in process, and short ways to plant and to play."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient

from makegood.sandbox.shopee.app import APP, SHOP, create_app

PUBLIC = ("auth/", "public/", "push/")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Caller:
    """Signs as the documents say, by a hash of its own; `token` is the shop's access token."""

    def __init__(self, **settings: Any) -> None:
        self.app = create_app(**settings)
        self.sandbox = self.app.extensions["sandbox"]
        self.state = self.sandbox.state
        self.key, self.secret, self.shop = APP.key, APP.secret, SHOP.shop_id
        self.pair = self.admin("tokens", {})

    @property
    def token(self) -> str:
        return self.pair["access_token"]

    @property
    def http(self) -> FlaskClient:
        return self.app.test_client()

    # --- the sandbox's own doors ---

    def admin(self, path: str, body: dict[str, Any] | None = None, *, status: int = 200) -> Any:
        answer = self.http.get(f"/_sandbox/{path}") if body is None else self.http.post(f"/_sandbox/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def wind(self, **span: float) -> None:
        """Forward; with another token, for the one before lives four hours."""
        self.admin("wind", span)
        self.pair = self.admin("tokens", {})

    def order(self, stage: str = "delivered", days_ago: float = 1, **asked: Any) -> dict[str, Any]:
        return self.admin("orders", {"stage": stage, "days_ago": days_ago, **asked})

    def claim(self, order: dict[str, Any] | None = None, **asked: Any) -> dict[str, Any]:
        return self.admin("returns", {"order": (order or self.order())["sn"], **asked})

    def fault(self, kind: str, **settings: Any) -> dict[str, Any]:
        return self.admin("faults", {"kind": kind, **settings})

    def figures(self, **settings: Any) -> None:
        self.admin("figures", settings)

    def truth(self, claim: dict[str, Any]) -> Any:
        return self.state.returns[claim["sn"]]

    def order_of(self, order: dict[str, Any]) -> Any:
        return self.state.orders[order.get("order_sn", order["sn"])]

    def balance(self, order: dict[str, Any], account: str) -> int:
        return self.admin("ledger")["totals"][order.get("order_sn", order["sn"])][account]

    # --- the platform's doors ---

    def stamp(self) -> str:
        return str(int(self.state.clock.now().timestamp()))

    def sign(self, *parts: object) -> str:
        return hmac.new(self.secret.encode(), "".join(map(str, parts)).encode(), hashlib.sha256).hexdigest()

    def query(self, path: str, **changed: Any) -> dict[str, str]:
        """The common parameters of a call; what is None is left out."""
        usual: dict[str, Any] = {"partner_id": self.key, "timestamp": self.stamp()}
        if not path.startswith(PUBLIC):
            usual |= {"access_token": self.token, "shop_id": self.shop}
        usual |= changed
        names = ("access_token", "merchant_id" if "merchant_id" in usual else "shop_id")
        parts = [usual.get(name) or "" for name in names] if not path.startswith(PUBLIC) else []
        usual.setdefault("sign", self.sign(usual["partner_id"], f"/api/v2/{path}", usual["timestamp"], *parts))
        return {name: str(value) for name, value in usual.items() if value is not None}

    def sent(
        self, verb: str, path: str, asked: dict[str, Any] | None = None, *, file: Any = None, **changed: Any
    ) -> Any:
        query, asked = self.query(path, **changed), asked or {}
        if verb == "GET":
            return self.http.get(f"/api/v2/{path}", query_string={**query, **asked})
        if file is not None:
            name, content = file
            body = {**asked, "upload_image": (BytesIO(content), name)}
            return self.http.post(f"/api/v2/{path}", query_string=query, data=body)
        return self.http.post(f"/api/v2/{path}", query_string=query, json=asked)

    def get(self, path: str, **asked: Any) -> Any:
        return self.sent("GET", path, asked).get_json()

    def post(self, path: str, **asked: Any) -> Any:
        return self.sent("POST", path, asked).get_json()

    def told(self, path: str, **asked: Any) -> Any:
        """The `response` of a reading that succeeds."""
        answer = self.get(path, **asked)
        assert answer["error"].strip() in ("", "-"), answer
        return answer["response"]

    def done(self, path: str, **asked: Any) -> Any:
        answer = self.post(path, **asked)
        assert answer["error"].strip() in ("", "-"), answer
        return answer["response"]

    def refused(self, path: str, **asked: Any) -> str:
        answer = self.post(path, **asked)
        assert answer["error"].strip() not in ("", "-"), answer
        return answer["error"]

    # --- what tests ask most ---

    def orders(self, **asked: Any) -> Any:
        now = int(self.stamp())
        usual = {
            "time_range_field": "update_time",
            "time_from": now - 10 * 86_400,
            "time_to": now + 60,
            "page_size": 100,
        }
        return self.get("order/get_order_list", **(usual | asked))

    def detail(self, order: dict[str, Any], *optional: str) -> Any:
        (row,) = self.told(
            "order/get_order_detail", order_sn_list=order["sn"], response_optional_fields=",".join(optional)
        )["order_list"]
        return row

    def returned(self, claim: dict[str, Any]) -> Any:
        return self.told("returns/get_return_detail", return_sn=claim["sn"])

    def escrow(self, order: dict[str, Any]) -> Any:
        return self.told("payment/get_escrow_detail", order_sn=order.get("order_sn", order["sn"]))["order_income"]

    def picture(self, claim: dict[str, Any], name: str = "a.png", content: bytes = PNG) -> Any:
        answer = self.sent("POST", "returns/convert_image", {"return_sn": claim["sn"]}, file=(name, content)).get_json()
        return answer["response"]["url"] if "response" in answer else answer["message"]

    def dispute(self, claim: dict[str, Any], reason: int, **more: Any) -> Any:
        """With every picture that the reason asks for."""
        listed = self.told("returns/get_return_dispute_reason", return_sn=claim["sn"])["dispute_reason_list"]
        modules = next((one["evidence_module_list"] for one in listed if one["dispute_reason"] == str(reason)), [])
        images = [
            {"module_index": m["module_index"], "requirement": m["requirement"], "image_url": [self.picture(claim)]}
            for m in modules
        ]
        asked = {
            "return_sn": claim["sn"],
            "email": "desk@example.test",
            "dispute_reason_id": reason,
            "image_list": images,
        }
        return self.post("returns/dispute", **(asked | more))

    def at(self, hours: float = 0) -> int:
        return int((self.state.clock.now() + timedelta(hours=hours)).timestamp())
