"""One Wish shop as the port `Connection` wants it: what changed there, what is done there, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from makegood.connectors.parts import NotUnderstood
from makegood.connectors.wish.addresses import BASE, allowed
from makegood.connectors.wish.asking import Shop
from makegood.connectors.wish.calls import Calls
from makegood.connectors.wish.planning import Plan, Way
from makegood.connectors.wish.pulling import pull
from makegood.connectors.wish.refusing import no
from makegood.connectors.wish.ways import WAYS, takes
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
SILENCE = timedelta(hours=24)
"""House: a platform that answers nowhere for so long is gone, not out for a while; the platform itself gives up on a webhook that
does not answer after as long (sheet §2)."""


class Wish:
    """Fits `Connection`. Holds no state but what it was made of."""

    def __init__(
        self,
        *,
        secret: str,
        vault: Vault,
        pace: Pace,
        wire: Wire,
        now: Callable[[], datetime],
        base: str = BASE,
        read_lag: timedelta = READ_LAG,
        origin_country: str | None = None,
    ) -> None:
        self._calls = Calls(base=allowed(base), secret=secret, vault=vault, pace=pace, wire=wire, now=now)
        self._shop = Shop(self._calls, origin_country)
        self._now = now
        settle = wire.timeouts.longest + read_lag
        self._verbs = {action: Verb(action, way.endpoint, settle) for action, way in WAYS.items()}

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        """Those of `ways.py`."""
        return self._verbs

    def takes(self, act: Act) -> bool:
        """Whether there is a call for all of this act: a case that is no ticket cannot be replied to, and no part is refunded."""
        return takes(act)

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled | Unreadable]:
        """Everything changed since then, less an overlap; None: all that the lists show."""
        try:
            yield from pull(self._calls, since, urgent=urgent)
        except NotUnderstood as why:  # a list that cannot be gone through: nothing of it was passed over
            raise Unanswered(str(why)) from None
        except (Unavailable, Unanswered) as why:
            self._plainly(why, since, urgent=urgent)
            raise

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:
        """Reads what the call needs, then makes it once. Until then nothing was sent, whatever the reading met."""
        plan = self._planned(act, urgent=urgent)
        if plan.call is None or plan.answered is None:
            return plan.receipt
        answer = self._calls.write(plan.call, urgent=urgent)
        try:
            return plan.answered(answer)
        except NotUnderstood as why:
            raise Unanswered(str(why)) from None

    def _planned(self, act: Act, *, urgent: bool) -> Plan:
        way = _way(act)
        try:
            return way.prepare(self._shop, act, urgent)
        except (Unavailable, Unanswered) as why:
            self._plainly(why, act.first_sent_at, urgent=urgent)
            if isinstance(why, Unavailable):
                raise
            raise Unavailable(f"nothing was sent, for it could not be prepared: {why}") from None
        except NotUnderstood as why:
            raise no("not_understood", why) from None

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        """By the platform's own lists. What they tell in a form it does not publish is for a person."""
        try:
            return _way(act).seen(self._shop, act, taken)
        except NotUnderstood as why:
            return Look(Sight.cannot_tell, why=str(why))
        except (Unavailable, Unanswered) as why:
            self._plainly(why, act.first_sent_at)
            raise

    def _plainly(self, why: Exception, since: datetime | None, *, urgent: bool = False) -> None:
        """Raises a no that says so where nothing has been answered for a day, and nobody speaks this interface now either."""
        if since is None or self._now() - since < SILENCE or self._calls.is_there(urgent=urgent):
            return
        raise no("gone", f"no answer for {(self._now() - since).days} days or more, and last {why}") from None


def _way(act: Act) -> Way:
    way = WAYS.get(act.action)
    if way is None:
        raise no("no_api", act.action)
    return way
