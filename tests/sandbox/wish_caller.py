"""A caller of the Wish sandbox with its token, in process, and short ways to plant and to play."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from makegood.sandbox.wish.app import APP, SHOP, create_app


class Caller:
    """`token` is the shop's access token."""

    def __init__(self, **settings: Any) -> None:
        self.app = create_app(**settings)
        self.sandbox = self.app.extensions["sandbox"]
        self.state = self.sandbox.state
        self.key, self.secret, self.shop = APP.key, APP.secret, SHOP.id
        self.tokens: dict[str, Any] = self.admin("tokens", {})
        self.token: str = self.tokens["access_token"]

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

    def order(self, **asked: Any) -> dict[str, Any]:
        return self.admin("orders", asked)

    def ticket(self, order: dict[str, Any] | None = None, **asked: Any) -> dict[str, Any]:
        order = order or self.order(stage="delivered", days_ago=2, usd="20.00")
        return self.admin("tickets", {"order": order["id"], "reason": "ITEM_IS_DAMAGED", **asked})

    def act(self, kind: str, one: dict[str, Any], who: str, act: str, *, status: int = 200, **more: Any) -> Any:
        return self.admin(f"{kind}/{one['id']}/{who}", {"act": act, **more}, status=status)

    def fault(self, kind: str, **settings: Any) -> dict[str, Any]:
        return self.admin("faults", {"kind": kind, **settings})

    def balance(self, order: dict[str, Any], account: str) -> int:
        return self.admin("ledger")["totals"][order["id"]][account]

    def fresh(self) -> None:
        """Another access token: winding a month ends the one before."""
        self.tokens = self.admin("tokens", {})
        self.token = self.tokens["access_token"]

    # --- the platform's doors ---

    def send(self, verb: str, path: str, *, token: str | None = None, json: Any = None, **query: Any) -> Any:
        """The whole answer."""
        headers = {"Authorization": f"Bearer {token or self.token}"} if token != "" else {}
        return self.http.open(f"/api/v3{path}", method=verb, headers=headers, json=json, query_string=query)

    def get(self, path: str, **query: Any) -> Any:
        """The data of a good answer."""
        answer = self.send("GET", path, **query)
        assert (answer.status_code, answer.json["code"]) == (200, 0), answer.text
        return answer.json["data"]

    def put(self, path: str, **body: Any) -> Any:
        return self.send("PUT", path, json=body)

    def refused(self, answer: Any) -> tuple[int, Any]:
        """Status and code of an answer that says no, in its envelope."""
        assert set(answer.json) == {"message", "code", "data"}
        assert answer.json["message"]
        return answer.status_code, answer.json["code"]
