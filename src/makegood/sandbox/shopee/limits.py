"""How often a partner may call: by the minute, by the day, and not at all in a storm (platforms/shopee.md §2, Rate limits; sandbox list, 8)."""

from __future__ import annotations

from datetime import timedelta

from makegood.sandbox.shopee.accounts import Partner
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.serials import LOCAL
from makegood.sandbox.shopee.state import State, Storm

TOO_MANY = "Too many requests. You have reached the rate limit. Please try again later."
TODAY = "The total API call number made by your APP has reached the daily API call limit, please try again after 00: 00 (UTC+08:00)"
MINUTE = timedelta(minutes=1)


class TooMany(Refused):
    """Quirk: no header and no figure tells how long to wait. `status` is the answer's."""

    def __init__(self, status: int) -> None:
        super().__init__("error_rate_limit", TOO_MANY)
        self.status = status


def counted(state: State, partner: Partner, shop_id: int | None) -> None:
    """Raises `TooMany`, or `error_limit` until the next day in UTC+8. What is refused counts as well."""
    storm = next((one for one in state.storms if is_raging(one, state, shop_id)), None)
    if storm is not None:
        raise TooMany(storm.status)
    figures, taken = state.figures, state.taken[partner.key]
    taken[:] = [*(at for at in taken if at > state.at - MINUTE), state.at]
    day = (partner.key, f"{state.at.astimezone(LOCAL):%Y-%m-%d}")
    state.taken_today[day] += 1
    if figures.calls_per_day and state.taken_today[day] > figures.calls_per_day:
        raise Refused("error_limit", TODAY)
    if figures.calls_per_minute and len(taken) > figures.calls_per_minute:
        raise TooMany(figures.limit_status)


def is_raging(storm: Storm, state: State, shop_id: int | None) -> bool:
    return storm.since <= state.at < storm.until and storm.shop_id in (None, shop_id)


def begin(state: State, *, minutes: float, shop_id: int | None, status: int) -> Storm:
    """From now on, for so long, every call is one too many."""
    if minutes <= 0 or status not in (200, 429):
        raise ValueError(f"storm: {minutes} minutes with status {status}; expected more than 0, and 200 or 429")
    storm = Storm(state.at, state.at + timedelta(minutes=minutes), shop_id, status)
    state.storms = [one for one in state.storms if one.until > state.at]
    state.storms.append(storm)
    return storm
