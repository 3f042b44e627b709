"""The platform's lists: orders and returns by the time they changed, money that moved late, points (sheet §2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.calls import Call, Calls
from makegood.connectors.shopee.paging import SIZE, Page, every, rows_of
from makegood.usecases.ports import Refused, SignInNeeded

REACH = timedelta(days=90)
"""House: how far back a shop is read at first; the sheet names no limit."""
WINDOW = timedelta(days=15)
"""The most that a list takes at once (sheet §2, Orders, Returns)."""
CLOCKS_APART = timedelta(minutes=20)
"""House: the last window reaches so far past our own clock, for the platform's may be ahead."""

ORDERS, RETURNS = "order/get_order_list", "returns/get_return_list"
WALLET, RELEASED = "payment/get_wallet_transaction_list", "payment/get_escrow_list"
POINTS, PUNISHMENTS = "account_health/get_penalty_point_history", "account_health/get_punishment_history"


def windows(start: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    """From there to a little past now, in spans that the lists take; ends and beginnings meet."""
    end = until + CLOCKS_APART
    while start < end:
        stop = min(start + WINDOW, end)
        yield int(start.timestamp()), int(stop.timestamp())
        start = stop


def orders(calls: Calls, start: datetime, until: datetime, *, urgent: bool) -> list[str]:
    """Serial numbers of all that changed, those held by Shopee as well; four statuses cannot be asked for, so none is (sheet §3)."""
    found: dict[str, At] = {}
    for since, to in windows(start, until):

        def fetch(cursor: str, since: int = since, to: int = to) -> Page:
            params = {
                "time_range_field": "update_time",
                "time_from": since,
                "time_to": to,
                "page_size": SIZE,
                "cursor": cursor or None,
                "request_order_status_pending": "true",
            }
            told = calls.read(Call("GET", ORDERS, params), urgent=urgent)
            after = text(told / "next_cursor") if (told / "more").value is True else None
            return Page(rows_of(told / "order_list", "order_sn", cursor), after)

        found |= every(fetch, "", ORDERS)
    return list(found)


def returns(calls: Calls, start: datetime, until: datetime, *, urgent: bool) -> dict[str, At]:
    """Rows of the returns that changed, by serial number. Pages begin at 0 (sheet §2: the text; its sample says 1)."""
    found: dict[str, At] = {}
    for since, to in windows(start, until):
        params = {"update_time_from": since, "update_time_to": to}
        found |= _numbered(calls, RETURNS, params, "return", "return_sn", first=0, urgent=urgent)
    return found


def moved(calls: Calls, start: datetime, until: datetime, *, urgent: bool) -> list[str]:
    """Orders whose money moved: by the wallet, which only local shops have; else by what escrow released (sheet §2, Money)."""
    found: dict[str, None] = {}
    for since, to in windows(start, until):
        window = {"create_time_from": since, "create_time_to": to}
        try:
            rows = _numbered(calls, WALLET, window, "transaction_list", "transaction_id", first=0, urgent=urgent)
        except SignInNeeded:
            raise
        except Refused:
            window = {"release_time_from": since, "release_time_to": to}
            rows = _numbered(calls, RELEASED, window, "escrow_list", "order_sn", first=1, urgent=urgent)
        found |= dict.fromkeys(serial for row in rows.values() if (serial := text(row / "order_sn")) is not None)
    return list(found)


def health(calls: Calls, *, urgent: bool) -> Iterator[At]:
    """Points of this quarter, and punishments, ongoing and ended."""
    for path, params in (
        (POINTS, {}),
        (PUNISHMENTS, {"punishment_status": 1}),
        (PUNISHMENTS, {"punishment_status": 2}),
    ):
        yield calls.read(Call("GET", path, {**params, "page_no": 1, "page_size": 100}), urgent=urgent)


def _numbered(
    calls: Calls, path: str, params: dict[str, Any], member: str, id_: str, *, first: int, urgent: bool
) -> dict[str, At]:
    def fetch(page: str) -> Page:
        told = calls.read(Call("GET", path, {**params, "page_no": int(page), "page_size": SIZE}), urgent=urgent)
        after = str(int(page) + 1) if (told / "more").value is True else None
        return Page(rows_of(told / member, id_, page), after)

    return every(fetch, str(first), path)
