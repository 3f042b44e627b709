"""One AliExpress shop as the port `Connection` wants it: what changed there, what is done there, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from makegood.connectors.aliexpress import extras
from makegood.connectors.aliexpress.addresses import BASE, allowed
from makegood.connectors.aliexpress.asking import Files, Shop
from makegood.connectors.aliexpress.calls import Calls
from makegood.connectors.aliexpress.planning import Plan, Way
from makegood.connectors.aliexpress.pulling import pull
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.aliexpress.ways import WAYS
from makegood.connectors.parts import NotUnderstood
from makegood.core.words import Action
from makegood.usecases.ports import (
    Act,
    Look,
    Pace,
    Pulled,
    Receipt,
    Refused,
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


class AliExpress:
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
        return_address: str | None = None,
        files: Files | None = None,
    ) -> None:
        base = allowed(base)
        self._calls = Calls(app_key=app_key, secret=secret, base=base, vault=vault, pace=pace, wire=wire, now=now)
        self._shop = Shop(self._calls, return_address, files)
        self._now = now
        settle = wire.timeouts.longest + read_lag
        self._verbs = {action: Verb(action, way.endpoint, settle) for action, way in WAYS.items()}

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        """Those of `ways.py`."""
        return self._verbs

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled | Unreadable]:
        """Everything modified since then, less an overlap; None: the 180 days that the lists reach back."""
        try:
            yield from pull(self._calls, since, self._now(), urgent=urgent)
        except NotUnderstood as why:  # a list whose pages cannot be told apart: nothing of it was passed over
            raise Unanswered(str(why)) from None

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:
        """Reads what the call needs, then makes it once. Until then nothing was sent, whatever the reading met."""
        plan = self._planned(act, urgent=urgent)
        for made, call in enumerate(plan.calls):
            try:
                self._calls.write(call, urgent=urgent)
            except (Refused, Unavailable) as why:
                if made:
                    raise Unanswered(f"{made} of {len(plan.calls)} calls were done, then: {why}") from None
                raise
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

    def extend_confirm_period(self, order: str, days: int, *, urgent: bool = False) -> Receipt:
        """Gives the buyer more days to confirm receipt; no action of the contract."""
        self._calls.write(extras.extension(order, days), urgent=urgent)
        return Receipt(order)

    def reply_to_review(self, order: str, line: str, text: str) -> Receipt:
        """Answers a buyer's review in public; no action of the contract."""
        self._calls.write(extras.reply(order, line, text))
        return Receipt(line)


def _way(act: Act) -> Way:
    way = WAYS.get(act.action)
    if way is None:
        raise no("no_api", act.action)
    return way
