"""One 1688 shop as the port `Connection` wants it: what changed there, what is done there, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from makegood.connectors.ali1688.addresses import BASE, allowed
from makegood.connectors.ali1688.asking import Shop
from makegood.connectors.ali1688.calls import Calls
from makegood.connectors.ali1688.planning import Plan, Way
from makegood.connectors.ali1688.pulling import pull
from makegood.connectors.ali1688.refusing import no
from makegood.connectors.ali1688.ways import WAYS
from makegood.connectors.parts import NotUnderstood
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
"""House: how long after a write what the platform tells may not show it. The sheet gives no figure."""


class Ali1688:
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
        return_address: Mapping[str, str] | None = None,
    ) -> None:
        self._calls = Calls(app_key=app_key, secret=secret, base=allowed(base), vault=vault, pace=pace, wire=wire)
        self._shop = Shop(self._calls, return_address or {})
        self._now = now
        settle = wire.timeouts.longest + read_lag
        self._verbs = {action: Verb(action, way.endpoint, settle) for action, way in WAYS.items()}

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        """Those of `ways.py`."""
        return self._verbs

    def takes(self, act: Act) -> bool:
        """Whether this very act goes by the API: a return is agreed to by a call, money alone by hand. Asks nobody."""
        way = WAYS.get(act.action)
        return way is not None and way.takes(self._shop, act)

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled | Unreadable]:
        """Everything modified since then, less an overlap; None: as far back as a first pull looks."""
        try:
            yield from pull(self._calls, since, self._now(), urgent=urgent)
        except NotUnderstood as why:  # a list whose pages cannot be told apart: nothing of it was passed over
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

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:  # noqa: ARG002 (of this port; here no two acts leave the same trace)
        """By what the platform itself tells. What it tells in a form it does not publish is for a person."""
        try:
            return _way(act).seen(self._shop, act)
        except NotUnderstood as why:
            return Look(Sight.cannot_tell, why=str(why))


def _way(act: Act) -> Way:
    way = WAYS.get(act.action)
    if way is None:
        raise no("no_api", act.action)
    return way
