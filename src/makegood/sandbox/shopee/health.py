"""Penalty points, and the punishments that follow from them (platforms/shopee.md §2 Shop health, §3, §4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.serials import LOCAL
from makegood.sandbox.shopee.state import Points, Punishment, State

PUSH_PENALTY = 28
TIERS = {3: (107,), 6: (108,), 9: (103, 104), 12: (105, 106), 15: (109,)}
"""§4: at so many points: no campaigns, no shipping subsidy, hidden, no listings, frozen."""
LASTS = timedelta(days=28)  # §4
RESET_MONTHS = (1, 4, 7, 10)


def issue(state: State, shop_id: int, violation: int, points: int) -> Points:
    """Points are issued; a tier that is reached by them punishes."""
    before = standing(state, shop_id)
    record = Points(shop_id, state.number("points"), violation, points, points, state.at)
    state.points.append(record)
    told = {"violation_type": violation, "issued_points": points}
    data = {"action_type": 1, "points_issued_data": told, "update_time": int(state.at.timestamp())}
    state.announce(PUSH_PENALTY, shop_id, data)
    for tier, types in TIERS.items():
        if before < tier <= before + points:
            for type_ in types:
                state.punishments.append(Punishment(shop_id, record.reference, type_, state.at, state.at + LASTS))
    return record


def won_appeal(state: State, reference: int, latest: int) -> Points:
    """Customer service lowered it; there is no appeal call (§4)."""
    record = next((one for one in state.points if one.reference == reference), None)
    if record is None or not 0 <= latest <= record.original:
        raise Refused("POINTS", f"no points {reference}, or {latest} are more than were issued")
    record.latest = latest
    return record


def quarter_begins(at: datetime) -> datetime:
    """§4: the first Monday of January, April, July and October, in local time."""
    local = at.astimezone(LOCAL)
    for year, month in ((local.year, m) for m in reversed(RESET_MONTHS)):
        begins = first_monday(year, month)
        if begins <= local:
            return begins
    return first_monday(local.year - 1, RESET_MONTHS[-1])


def first_monday(year: int, month: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=LOCAL)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def of_this_quarter(state: State, shop_id: int) -> list[Points]:
    begins = quarter_begins(state.at)
    return [one for one in state.points if one.shop_id == shop_id and one.issued_at >= begins]


def standing(state: State, shop_id: int) -> int:
    return sum(one.latest for one in of_this_quarter(state, shop_id))
