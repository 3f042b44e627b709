"""Where the sandbox's own deeds are reached: their paths, and how each is answered to a caller or to a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.aliexpress.admin import Admin
from makegood.sandbox.aliexpress.faults import Faults
from makegood.sandbox.aliexpress.push import Push, send_http
from makegood.sandbox.aliexpress.refusing import GatewayError, Refused
from makegood.sandbox.aliexpress.state import State

Does = Callable[..., Any]


def blueprint(state: State, faults: Faults, push: Push) -> Blueprint:
    doors = Blueprint("admin", __name__, url_prefix="/_sandbox")
    admin = Admin(state, faults, push)

    def at(rule: str, verb: str, does: Does) -> None:
        def answered(**parts: Any) -> AnyResponse:
            return answer(state, does, parts)

        doors.add_url_rule(rule, endpoint=f"{verb} {rule}".replace(".", "_"), view_func=answered, methods=[verb])

    for rule, verb, does in (
        ("/clock", "GET", admin.clock),
        ("/clock", "POST", admin.run),
        ("/wind", "POST", admin.wind),
        ("/lag", "POST", admin.set_lag),
        ("/state", "GET", admin.dump),
        ("/ledger", "GET", admin.ledger),
        ("/calls", "GET", admin.calls),
        ("/access", "GET", admin.access),
        ("/apps", "POST", admin.add_app),
        ("/shops", "POST", admin.add_shop),
        ("/codes", "POST", admin.add_code),
        ("/tokens", "POST", admin.add_token),
        ("/faults", "GET", admin.list_faults),
        ("/faults", "POST", admin.add_fault),
        ("/faults", "DELETE", admin.clear_faults),
        ("/faults/<int:id>", "DELETE", admin.remove_fault),
        ("/figures", "GET", admin.figures),
        ("/figures", "POST", admin.set_figures),
        ("/orders", "POST", admin.plant_order),
        ("/orders/<int:id>", "GET", admin.order),
        ("/orders/<int:id>/<who>", "POST", admin.act_on_order),
        ("/issues", "POST", admin.plant_issue),
        ("/issues/<int:id>", "GET", admin.issue),
        ("/issues/<int:id>/<who>", "POST", admin.act_on_issue),
        ("/populate", "POST", admin.populate),
        ("/push", "GET", admin.show_push),
        ("/push", "POST", admin.set_push),
    ):
        at(rule, verb, does)

    @doors.post("/push/flush")
    def flush() -> Response:
        """Sends the notices that are due, now: for a clock that stands still."""
        return jsonify({"sent": push.deliver_due(send_http)})

    return doors


def answer(state: State, does: Does, parts: dict[str, Any]) -> AnyResponse:
    """JSON for callers; a form on the page goes back to it, with the refusal's text if there was one."""
    try:
        with state.lock:
            state.advance()
            document, problem = does(**parts), ""
    except (ValueError, OverflowError, Refused, GatewayError) as reason:
        document, problem = None, str(reason)
    if request.form:
        back = request.form.get("back", "")
        language = "zh" if back.startswith("zh") else "en"
        place = back[2:] if back[2:].isalnum() else ""
        return redirect(f"/_sandbox/?lang={language}&problem={quote(problem[:300])}#{place}", code=303)
    response = jsonify({"error": problem} if problem else document)
    response.status_code = 400 if problem else 200
    return response
