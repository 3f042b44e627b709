"""How the machine is, as far as one organisation may know: what waits, what is late, the next clocks and their warnings, each shop's lag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Min, Q

from makegood.store import clocks
from makegood.store.doctor import LATE
from makegood.store.models import Action, Deadline, Due, Import, Shop, Warning
from makegood.store.pulling import BEAT, PULL
from makegood.store.sealing import SEAL
from makegood.store.tenancy import organisation_id

NEXT = 10
MOST_RINGS = 100
EVER = datetime(1971, 1, 1, tzinfo=UTC)
"""The first rows of an organisation are due since the beginning of time: they are no measure of waiting."""
LAGS = 3 * BEAT
"""House: a shop not read for three beats lags."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Work of one kind. `due`: what a worker would take now; `held`: what one has; `stuck`: failed too often, and put aside."""

    kind: str
    due: int
    ahead: int
    held: int
    stuck: int
    oldest: datetime | None
    next_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        return self.oldest is not None and now - self.oldest > LATE


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock with the rungs announced so far, and the next one."""

    case: UUID
    number: str
    kind: str
    due_at: datetime
    on_lapse: str
    clause: str
    source: str
    announced: tuple[int, ...]
    """Hours ahead, in the order announced."""
    next_rung: datetime | None
    is_missed: bool
    """A rung was reached long enough ago that its warning should be on record, and is not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One shop as it is read from its platform. `state`: by_hand, never, well, lags, trouble, stuck or reading."""

    shop: Shop
    state: str
    until: datetime | None
    lag: timedelta | None
    next_at: datetime | None
    attempts: int
    problem: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something that failed too often, and that a person must look at."""

    kind: str
    subject: UUID
    attempts: int
    problem: str


def queues(now: datetime) -> list[Queue]:
    """What this organisation waits for, by kind, the longest waiting first. One query."""
    waits = Q(due_at__lte=now, claim=None)
    rows = Due.objects.filter(organisation=organisation_id()).values("kind").annotate(
        waiting=Count("pk", filter=waits), later=Count("pk", filter=Q(due_at__gt=now, claim=None)),
        taken=Count("pk", filter=Q(claim__isnull=False, due_at__isnull=False)), parked=Count("pk", filter=Q(due_at=None)),
        oldest=Min("due_at", filter=waits & Q(due_at__gt=EVER)),
        next_at=Min("due_at", filter=Q(due_at__gt=now, claim=None)),
    )  # fmt: skip
    found = [
        Queue(one["kind"], one["waiting"], one["later"], one["taken"], one["parked"], one["oldest"], one["next_at"])
        for one in rows
    ]
    return sorted(found, key=lambda one: (one.oldest is None, one.oldest or now, one.kind))


@dataclass(frozen=True, slots=True)
class Pulse:
    """What every page asks. `is_worked`: a worker is at work; `rings`: clocks of open cases announced since, counted up to a hundred."""

    is_worked: bool
    rings: int


def pulse(now: datetime, *, since: datetime) -> Pulse:
    """One query, of a few rows: a worker seals each organisation's record every minute, needed or not; keys follow the time."""
    asked: dict[str, UUID | str | int] = {
        "organisation": organisation_id(),
        "since": _first_key(since),
        "seal": SEAL,
        "most": MOST_RINGS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PULSE, asked)
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return Pulse(False, row[2] if row else 0)
    return Pulse(now - max(row[0], row[1]) <= LATE, row[2])


_PULSE = """
SELECT due.due_at, owner.created_at, (
  SELECT count(*) FROM (
    SELECT 1 FROM store_warning said JOIN store_deadline clock ON clock.id = said.deadline_id JOIN store_case file ON file.id = clock.case_id
    WHERE said.organisation_id = %(organisation)s AND said.id > %(since)s AND clock.state = 'running' AND file.is_open LIMIT %(most)s
  ) AS rung
)
FROM store_due due JOIN store_organisation owner ON owner.id = due.organisation_id
WHERE due.kind = %(seal)s AND due.subject = %(organisation)s
"""


def _first_key(at: datetime) -> UUID:
    """The least key that a row written then can have: keys of version 7 begin with their millisecond."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def stuck(*, most: int = 20) -> list[Stuck]:
    """What was put aside, and why."""
    rows = Due.objects.filter(organisation=organisation_id(), due_at=None).order_by("-id")[:most]
    return [Stuck(one.kind, one.subject, one.attempts, one.problem) for one in rows]


def imports(*, most: int = 10) -> list[Import]:
    """The newest imports, without what their files hold. One query."""
    return list(Import.objects.select_related("shop").defer("content", "seen", "outcomes").order_by("-id")[:most])


def next_clocks(now: datetime, *, most: int = NEXT) -> list[Clock]:
    """The clocks that run out next, with what was announced of each. Two queries."""
    rows = list(
        Deadline.objects.filter(state="running", due_at__gt=now, case__is_open=True)
        .exclude(on_lapse="none")
        .select_related("case", "case__order")
        .order_by("due_at", "id")[:most]
    )
    announced: dict[UUID, list[int]] = {}
    for one in Warning.objects.filter(deadline__in=rows, due_at=F("deadline__due_at")).order_by("-hours"):
        announced.setdefault(one.deadline_id, []).append(one.hours)
    return [_clock(one, tuple(announced.get(one.pk, ())), now) for one in rows]


def _clock(one: Deadline, announced: tuple[int, ...], now: datetime) -> Clock:
    assert one.due_at is not None
    reached = [
        hours for hours in clocks.RUNGS if _rung(one.due_at, hours) <= now - LATE
    ]  # long enough ago to be on record
    return Clock(
        case=one.case_id,
        number=one.case.order.number if one.case.order is not None else one.case.number,
        kind=one.kind,
        due_at=one.due_at,
        on_lapse=one.on_lapse,
        clause=one.clause,
        source=one.source,
        announced=announced,
        next_rung=min((then for hours in clocks.RUNGS if (then := _rung(one.due_at, hours)) > now), default=None),
        is_missed=bool(reached) and not any(hours <= min(reached) for hours in announced),
    )


def _rung(due_at: datetime, hours: int) -> datetime:
    return due_at - timedelta(hours=hours)


def readings(now: datetime) -> list[Reading]:
    """Every shop, those with trouble first. Two queries."""
    shops = list(Shop.objects.select_related("token").order_by("platform", "name"))
    pulls = {one.subject: one for one in Due.objects.filter(kind=PULL, subject__in=[shop.pk for shop in shops])}
    found = [_reading(shop, pulls.get(shop.pk), now) for shop in shops]
    worst = ("trouble", "stuck", "lags", "never", "reading", "well", "by_hand")
    return sorted(found, key=lambda one: worst.index(one.state))


def _reading(shop: Shop, pull: Due | None, now: datetime) -> Reading:
    lag = now - shop.pulled_until if shop.pulled_until is not None else None
    is_connected = hasattr(shop, "token")
    if shop.trouble:
        state = "trouble"
    elif not is_connected:
        state = "by_hand"
    elif pull is not None and pull.due_at is None:
        state = "stuck"
    elif pull is not None and pull.claim is not None:
        state = "reading"
    elif lag is None:
        state = "never"
    else:
        state = "lags" if lag > LAGS else "well"
    return Reading(
        shop=shop,
        state=state,
        until=shop.pulled_until,
        lag=lag,
        next_at=pull.due_at if pull is not None and pull.claim is None else None,
        attempts=pull.attempts if pull is not None else 0,
        problem=pull.problem if pull is not None else "",
    )


def under_way() -> dict[str, int]:
    """Actions that are out, by state: what a worker or a person still has to finish."""
    states = ("approved", "sending", "unknown", "looking", "needs_person", "assisted")
    rows = Action.objects.filter(state__in=states).values("state").annotate(count=Count("pk"))
    return {one["state"]: one["count"] for one in rows}


def newest_warnings(now: datetime, *, within: timedelta, most: int = 50) -> list[Warning]:
    """What was announced lately of cases that are open, newest first."""
    since = _first_key(now - within)
    rows = Warning.objects.filter(pk__gt=since, deadline__case__is_open=True, deadline__state="running")
    return list(rows.select_related("deadline", "deadline__case", "deadline__case__order").order_by("-id")[:most])
