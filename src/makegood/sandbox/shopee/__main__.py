"""`python -m makegood.sandbox.shopee --port 0 --now 2026-10-01T00:00:00Z` serves on loopback; its first line is JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee import oauth
from makegood.sandbox.shopee.app import APP, SHOP, Sandbox, create_app
from makegood.sandbox.shopee.figures import Figures
from makegood.sandbox.shopee.world import populate
from makegood.sandbox.stage.starting import parser, serve, starts_at


def main(arguments: list[str] | None = None) -> None:
    given = parser("shopee", __doc__).parse_args(arguments)
    now = starts_at(given.now)
    start = now - timedelta(days=given.populate)
    figures = Figures(real_timestamps=given.real_timestamps)
    app = create_app(now=start, rate=0, seed=given.seed, lag=given.lag, figures=figures)
    sandbox: Sandbox = app.extensions["sandbox"]
    state = sandbox.state
    if given.populate:
        populate(
            state,
            SHOP.shop_id,
            seed=given.seed,
            start=state.at,
            days=given.populate + given.ahead,
            orders_per_day=given.orders_per_day,
            answered_until=now,
        )
        state.wind(now)
    state.clock.run(given.rate)

    def about() -> dict[str, Any]:
        token = oauth.new_token(state, APP, SHOP.shop_id)
        return {
            "app_key": APP.key,
            "app_secret": APP.secret,
            "push_secret": APP.push_key,
            "seller_id": SHOP.shop_id,
            "access_token": token.access,
            "refresh_token": token.refresh,
            "now": now.isoformat(),
        }

    serve(app, given.port, about, sandbox.ended, sandbox.push)


if __name__ == "__main__":
    main()
