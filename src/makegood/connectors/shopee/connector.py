"""One Shopee shop as the port `Connection` wants it: what changed there, what is done there, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from makegood.connectors.parts import NotUnderstood
from makegood.connectors.shopee.addresses import BASE, allowed
from makegood.connectors.shopee.asking import Files, Shop
from makegood.connectors.shopee.calls import ENDPOINT, Calls
from makegood.connectors.shopee.keys import api_key
from makegood.connectors.shopee.oauth import App
from makegood.connectors.shopee.planning import Plan, Way
from makegood.connectors.shopee.pulling import pull
from makegood.connectors.shopee.refusing import no
from makegood.connectors.shopee.ways import WAYS, takes
from makegood.core.words import Action
from makegood.usecases.ports import (
    Act,
    Look,
    Pace,
    Pulled,
    Receipt,
    Sight,
    Unanswered,
    Unavailable,
    Unreadable,
    Vault,
    Verb,
)
from makegood.wire.wire import Wire

READ_LAG = timedelta(minutes=2)
"""House: how long after a write the platform's lists may not show it. The sheet gives no figure."""


class Shopee:
    """Fits `Connection`. Holds no state but what it was made of."""

    def __init__(
        self,
        *,
        app_key: str,
        secret: str,
        vault: Vault,
        pace: Pace,
        wire: Wire,
        now: Callable[[], datetime],
        base: str = BASE,
        read_lag: timedelta = READ_LAG,
        shop_id: str | None = None,
        email: str | None = None,
        files: Files | None = None,
    ) -> None:
        base, secret = allowed(base), api_key(secret)
        app = App(app_key=app_key, secret=secret, pace=pace, wire=wire, base=base)
        self._calls = Calls(
            partner=app_key, secret=secret, base=base, vault=vault, pace=pace, wire=wire, now=now,
            which_shop=lambda: shop_id or app.only_shop(at=now()),
        )  # fmt: skip
        self._shop, self._now = Shop(self._calls, email, files), now
        settle = wire.timeouts.longest + read_lag
        self._verbs = {action: Verb(action, ENDPOINT, settle) for action in WAYS}

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        """Those of `ways.py`."""
        return self._verbs

    def takes(self, act: Act) -> bool:
        """Whether there is a call for all of this act: a dispute without its reason, or money without a return, is for a person's hands."""
        return takes(self._shop, act)

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled | Unreadable]:
        """Everything changed since then, less an overlap; None: as far back as is asked for."""
        try:
            yield from pull(self._calls, since, self._now(), urgent=urgent)
        except NotUnderstood as why:  # a list that cannot be read as one: nothing of it was passed over
            raise Unanswered(str(why)) from None

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:
        """Reads what the call needs, then makes it once. Until then nothing was sent, whatever the reading met."""
        plan = self._planned(act, urgent=urgent)
        if plan.call is not None:
            self._calls.write(plan.call, urgent=urgent)
        return plan.receipt

    def _planned(self, act: Act, *, urgent: bool) -> Plan:
        way = _way(act)
        try:
            return way.prepare(self._shop, act, urgent)
        except Unanswered as why:
            raise Unavailable(f"nothing was sent, for it could not be prepared: {why}") from None
        except NotUnderstood as why:
            raise no("not_understood", why) from None

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        """By the platform's own lists. What they tell in a form it does not publish is for a person."""
        try:
            return _way(act).seen(self._shop, act, taken)
        except NotUnderstood as why:
            return Look(Sight.cannot_tell, why=str(why))


def _way(act: Act) -> Way:
    way = WAYS.get(act.action)
    if way is None:
        raise no("no_api", act.action)
    return way
