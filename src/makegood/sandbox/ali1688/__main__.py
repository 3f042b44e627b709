"""`python -m makegood.sandbox.ali1688 --port 0 --now 2026-10-01T00:00:00Z` serves on loopback; its first line is JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.ali1688 import oauth
from makegood.sandbox.ali1688.app import APP, SHOP, Sandbox, create_app
from makegood.sandbox.ali1688.figures import Figures
from makegood.sandbox.ali1688.world import populate
from makegood.sandbox.stage.starting import parser, serve, starts_at


def main(arguments: list[str] | None = None) -> None:
    given = parser("ali1688", __doc__).parse_args(arguments)
    now = starts_at(given.now)
    figures = Figures(real_timestamps=given.real_timestamps)
    start = now - timedelta(days=given.populate)
    app = create_app(now=start, rate=0, seed=given.seed, lag=given.lag, figures=figures)
    sandbox: Sandbox = app.extensions["sandbox"]
    state = sandbox.state
    if given.populate:
        populate(
            state,
            SHOP.member_id,
            seed=given.seed,
            start=state.at,
            days=given.populate + given.ahead,
            orders_per_day=given.orders_per_day,
            answered_until=now,
        )
        state.wind(now)
    state.clock.run(given.rate)
    told = oauth.own_document(state, oauth.new_token(state, APP, SHOP.member_id))

    def about() -> dict[str, Any]:
        return {
            "app_key": APP.key,
            "app_secret": APP.secret,
            "seller_id": SHOP.member_id,
            "access_token": told["access_token"],
            "refresh_token": told["refresh_token"],
            "now": now.isoformat(),
        }

    serve(app, given.port, about, sandbox.ended, sandbox.push)


if __name__ == "__main__":
    main()
