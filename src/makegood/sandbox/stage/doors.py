"""Where a sandbox's own deeds are reached: their paths, and how each is answered to a caller or to a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.stage.hands import Hands
from makegood.sandbox.stage.sending import send_http

Does = Callable[..., Any]
Door = tuple[str, str, Does]
"""(path under /_sandbox, method, what it does)."""


def common(hands: Hands) -> list[Door]:
    """The doors that every sandbox has."""
    return [
        ("/clock", "GET", hands.clock),
        ("/clock", "POST", hands.run),
        ("/wind", "POST", hands.wind),
        ("/lag", "POST", hands.set_lag),
        ("/ledger", "GET", hands.ledger),
        ("/calls", "GET", hands.calls),
        ("/faults", "GET", hands.list_faults),
        ("/faults", "POST", hands.add_fault),
        ("/faults", "DELETE", hands.clear_faults),
        ("/faults/<int:id>", "DELETE", hands.remove_fault),
        ("/figures", "GET", hands.figures),
        ("/figures", "POST", hands.set_figures),
        ("/push", "GET", hands.show_push),
        ("/push", "POST", hands.set_push),
    ]


def blueprint(hands: Hands, doors: Sequence[Door], refusals: tuple[type[Exception], ...] = ()) -> Blueprint:
    """The common doors and the platform's. What raises one of `refusals` (or a `ValueError`) is answered with 400 and its words."""
    made = Blueprint("admin", __name__, url_prefix="/_sandbox")
    refused: tuple[type[Exception], ...] = (ValueError, OverflowError, *refusals)

    def at(rule: str, verb: str, does: Does) -> None:
        def answered(**parts: Any) -> AnyResponse:
            return _answer(hands, does, parts, refused)

        made.add_url_rule(rule, endpoint=f"{verb} {rule}".replace(".", "_"), view_func=answered, methods=[verb])

    for rule, verb, does in (*common(hands), *doors):
        at(rule, verb, does)

    @made.post("/push/flush")
    def flush() -> Response:
        """Sends the notices that are due, now: for a clock that stands still."""
        return jsonify({"sent": hands.push.deliver_due(send_http) if hands.push else 0})

    return made


def _answer(hands: Hands, does: Does, parts: dict[str, Any], refused: tuple[type[Exception], ...]) -> AnyResponse:
    """JSON for callers; a form on the page goes back to it, with the refusal's text if there was one."""
    try:
        with hands.world.lock:
            hands.world.advance()
            document, problem = does(**parts), ""
    except refused as reason:
        document, problem = None, str(reason)
    if request.form:
        back = request.form.get("back", "")
        language = "zh" if back.startswith("zh") else "en"
        place = back[2:] if back[2:].isalnum() else ""
        return redirect(f"/_sandbox/?lang={language}&problem={quote(problem[:300])}#{place}", code=303)
    response = jsonify({"error": problem} if problem else document)
    response.status_code = 400 if problem else 200
    return response
