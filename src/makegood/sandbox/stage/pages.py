"""The page on which a person plays the other side: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request

from makegood.sandbox.stage.faults import Faults, Kind
from makegood.sandbox.stage.world import World

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
Shown = Callable[[str], Mapping[str, Any]]
"""The language (en, zh) to what the platform's own `index.html` shows: its `words`, and whatever it names."""


def blueprint(world: World, faults: Faults, shown: Shown) -> Blueprint:
    """`index.html` of the platform, which extends `stage.html`."""
    pages = Blueprint("page", __name__, url_prefix="/_sandbox")
    style = (Path(__file__).parent / "page.css").read_text()

    @pages.get("/")
    def index() -> Response:
        language = "zh" if request.args.get("lang") == "zh" else "en"
        with world.lock:
            world.advance()
            common = {
                "language": language,
                "other": "en" if language == "zh" else "zh",
                "at": world.at.strftime("%Y-%m-%d %H:%M:%S UTC"),
                "problem": request.args.get("problem", ""),
                "kinds": list(Kind),
                "faults": [fault.document() for fault in faults.all()],
                "ledger": world.ledger.sums(),
            }
            text = render_template("index.html", **common | dict(shown(language)))
        response = Response(text, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @pages.get("/page.css")
    def stylesheet() -> Response:
        return Response(style, content_type="text/css; charset=utf-8")

    return pages
