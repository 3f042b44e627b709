"""A signed caller of the AliExpress sandbox, in process, and short ways to plant and to play."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient

from makegood.sandbox.aliexpress import signing
from makegood.sandbox.aliexpress.app import APP, SHOP, create_app
from makegood.sandbox.aliexpress.times import milliseconds


class Caller:
    """Signs as the documents say, with the sandbox's own clock; `token` is the shop's access token."""

    def __init__(self, **settings: Any) -> None:
        self.app = create_app(**settings)
        self.sandbox = self.app.extensions["sandbox"]
        self.state = self.sandbox.state
        self.key, self.secret = APP.key, APP.secret
        self.token: str = self.admin("tokens", {})["access_token"]

    @property
    def http(self) -> FlaskClient:
        """A client of its own for every call, so that threads may call at once."""
        return self.app.test_client()

    # --- the sandbox's own doors ---

    def admin(self, path: str, body: dict[str, Any] | None = None, *, status: int = 200) -> Any:
        answer = self.http.get(f"/_sandbox/{path}") if body is None else self.http.post(f"/_sandbox/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def wind(self, **span: float) -> None:
        self.admin("wind", span)

    def order(self, **asked: Any) -> dict[str, Any]:
        return self.admin("orders", asked)

    def issue(self, order: dict[str, Any] | None = None, **asked: Any) -> dict[str, Any]:
        order = order or self.order(days_ago=12)
        return self.admin("issues", {"order": order["id"], **asked})

    def fault(self, kind: str, **settings: Any) -> dict[str, Any]:
        return self.admin("faults", {"kind": kind, **settings})

    def balance(self, order: dict[str, Any], account: str) -> int:
        return self.admin("ledger")["totals"][str(order["id"])][account]

    def fresh(self) -> None:
        """Another access token: winding a month ends the one before."""
        self.token = self.admin("tokens", {})["access_token"]

    # --- the platform's doors ---

    def stamp(self) -> str:
        return str(milliseconds(self.state.clock.now()))

    def parameters(self, method: str, business: dict[str, Any], **system: str) -> dict[str, str]:
        plain = {name: part if isinstance(part, str) else json.dumps(part) for name, part in business.items()}
        usual = {
            "app_key": self.key,
            "method": method,
            "session": self.token,
            "timestamp": self.stamp(),
            "format": "json",
            "v": "2.0",
            "sign_method": "sha256",
            "simplify": "true",
        }
        return {**usual, **plain, **system}

    def sent(self, method: str, business: dict[str, Any] | None = None, *, files: Any = None, **system: str) -> Any:
        """The raw answer of /sync: system parameters in the query, business ones in the body."""
        business = business or {}
        signed = self.parameters(method, business, **system)
        signed.setdefault("sign", signing.iop_sha256(signed, self.secret))
        query = {name: value for name, value in signed.items() if name not in business}
        body: dict[str, Any] = {name: signed[name] for name in business}
        if files:
            body |= {name: (BytesIO(data), "picture") for name, data in files.items()}
        return self.http.post("/sync", query_string=query, data=body)

    def call(self, method: str, business: dict[str, Any] | None = None, **more: Any) -> Any:
        answer = self.sent(method, business, **more)
        assert answer.status_code == 200
        return answer.get_json()

    def rest(self, path: str, business: dict[str, str], **system: str) -> Any:
        signed = {"app_key": self.key, "timestamp": self.stamp(), "sign_method": "sha256", **business, **system}
        signed.setdefault("sign", signing.iop_sha256(signed, self.secret, path=path))
        return self.http.post(f"/rest{path}", data=signed).get_json()

    def top(self, method: str, business: dict[str, str], *, way: str = "md5", **system: str) -> Any:
        china = self.state.clock.now() + timedelta(hours=8)
        signed = {
            "app_key": self.key,
            "method": method,
            "session": self.token,
            "timestamp": china.strftime("%Y-%m-%d %H:%M:%S"),
            "format": "json",
            "v": "2.0",
            "sign_method": way,
            **business,
            **system,
        }
        sign = {"md5": signing.top_md5, "hmac": signing.top_hmac}[way]
        return self.http.post("/router/rest", data={**signed, "sign": sign(signed, self.secret)}).get_json()

    # --- what tests ask most ---

    def orders(self, **asked: Any) -> Any:
        return self.call("aliexpress.trade.seller.orderlist.get", {"param_aeop_order_query": asked})["result"]

    def detail(self, order: dict[str, Any]) -> Any:
        return self.call("aliexpress.trade.new.redefining.findorderbyid", {"param1": {"order_id": order["id"]}})[
            "target"
        ]

    def issues(self, **asked: Any) -> Any:
        return self.call("aliexpress.issue.issuelist.get", {"query_dto": asked})

    def dispute(self, issue: dict[str, Any], **more: Any) -> Any:
        asked = {"issue_id": str(issue["id"]), "buyer_login_id": issue["buyer_login"]}
        return self.call("aliexpress.issue.detail.get", asked, **more)["result_object"]

    def agree(self, issue: dict[str, Any], solution: int | None = None, **more: str) -> Any:
        asked = {"issue_id": str(issue["id"]), "buyer_login_id": issue["buyer_login"], **more}
        chosen = solution or issue["solutions"][0]["id"]
        return self.call("aliexpress.issue.solution.agree", {**asked, "solution_id": str(chosen)})

    def save(self, issue: dict[str, Any], **asked: Any) -> Any:
        usual = {
            "issue_id": issue["id"],
            "buyer_login_id": issue["buyer_login"],
            "add_seller_solution": True,
            "buyer_solution_id": issue["solutions"][0]["id"],
            "add_solution_type": "refund",
            "refund_amount": "5.00",
            "refund_amount_currency": "USD",
            "solution_context": "half, please",
        }
        wanted = {name: value for name, value in {**usual, **asked}.items() if value is not None}
        return self.call("aliexpress.issue.solution.save", {"param_dto": wanted})


SELLER = SHOP.seller_id
