"""Clocks as they come: computed in days, told as wall time in a platform's zone, on the edges of summer time, and very short ones.

The lengths are the trial's own, of the order that platforms use; no rule is read from here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

DAY, HOUR, MINUTE = 86_400, 3_600, 60
LENGTHS = {
    "negotiation": (5,), "respond": (2, 3, 5), "confirm_return": (7, 10, 15), "appeal": (5, 7), "refund": (1, 2),
    "ship": (3, 7, 10), "auto_cancel": (1, 20), "payment_grace": (1,), "after_sale_window": (15, 30),
    "deposit_unfreezes": (3,), "service_exit": (7,),
}  # fmt: skip
KINDS = tuple(LENGTHS)
ZONES = ("America/Los_Angeles",) * 8 + ("Asia/Shanghai",) * 5 + ("Asia/Singapore",) * 4 + ("Europe/Rome",) * 3
EDGES = {
    "America/Los_Angeles": (datetime(2026, 3, 8, 10, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC)),
    "Europe/Rome": (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
}
"""The instants at which the clocks are changed there."""


def due(chance: Random, kind: str, zone: str, told: int, longest: int) -> int:
    """When a clock that is told at `told` lapses."""
    draw = chance.random()
    if draw < 0.005:  # lapsed before we came to know
        return told - chance.randrange(1, DAY)
    if draw < 0.015:  # within the last rung, some within the minute
        return told + chance.randrange(1, chance.choice((MINUTE, 20 * MINUTE, 2 * HOUR)))
    days = min(chance.choice(LENGTHS[kind]), longest - 2)
    if draw < 0.5:  # computed from an event of up to a day ago, 24 h a day
        return told - chance.randrange(min(days * DAY - HOUR, DAY)) + days * DAY
    return max(wall(chance, zone, told + days * DAY), told + 10 * MINUTE)


def wall(chance: Random, zone: str, near: int) -> int:
    """A wall time of that day there: its last second, its first, or any minute."""
    day = datetime.fromtimestamp(near, ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    hour, minute, second = chance.choice(((23, 59, 59), (0, 0, 0), (chance.randrange(24), chance.randrange(60), 0)))
    return there(day.replace(hour=hour, minute=minute, second=second), chance.randrange(2))


def there(at: datetime, fold: int) -> int:
    """The instant of a wall time; of one that comes twice, the one that `fold` names."""
    return int(at.replace(fold=fold).timestamp())


def on_edge(chance: Random, zone: str, edge: datetime) -> int:
    """Right on the edge, or a wall time around it: in the hour that comes twice, and beside the one that is left out."""
    if chance.random() < 0.3:
        return int(edge.timestamp()) + chance.choice((-HOUR, -1, 0, 1, HOUR - 1, HOUR))
    local = edge.astimezone(ZoneInfo(zone)).replace(second=0) + timedelta(minutes=chance.randrange(-150, 150))
    return there(local, chance.randrange(2))


def edges(start: int, end: int) -> list[tuple[str, datetime]]:
    """Those that fall well within these instants."""
    every = [(zone, edge) for zone, ends in EDGES.items() for edge in ends]
    return [(zone, edge) for zone, edge in every if start + DAY < edge.timestamp() < end - DAY]
