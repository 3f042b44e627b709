"""`python -m makegood.sandbox.wish --port 0 --now 2026-10-01T00:00:00Z` serves on loopback; its first line is JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.stage.starting import parser, serve, starts_at
from makegood.sandbox.wish import oauth
from makegood.sandbox.wish.app import APP, SHOP, Sandbox, create_app
from makegood.sandbox.wish.world import populate


def main(arguments: list[str] | None = None) -> None:
    """`--real-timestamps` changes nothing here: no call of this platform bears a time."""
    given = parser("wish", __doc__).parse_args(arguments)
    now = starts_at(given.now)
    app = create_app(now=now - timedelta(days=given.populate), rate=0, seed=given.seed, lag=given.lag)
    sandbox: Sandbox = app.extensions["sandbox"]
    state = sandbox.state
    if given.populate:
        populate(
            state,
            SHOP.id,
            seed=given.seed,
            start=state.at,
            days=given.populate + given.ahead,
            orders_per_day=given.orders_per_day,
            answered_until=now,
        )
        state.wind(now)
    state.clock.run(given.rate)

    def about() -> dict[str, Any]:
        token = oauth.new_token(state, APP, SHOP.id)
        return {
            "app_key": APP.key,
            "app_secret": APP.secret,
            "seller_id": SHOP.id,
            "access_token": token.access,
            "refresh_token": token.refresh,
            "now": now.isoformat(),
        }

    serve(app, given.port, about, sandbox.ended, sandbox.push)


if __name__ == "__main__":
    main()
