"""The platform's two lists, orders and refunds, by the time they were modified (sheet §2.1, §2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from makegood.connectors.ali1688.asking import ORDERS, REFUND_LIST, REFUNDS
from makegood.connectors.ali1688.calls import Call, Calls
from makegood.connectors.ali1688.orders import order_id, refund_id
from makegood.connectors.ali1688.paging import SIZE, Page, every
from makegood.connectors.ali1688.times import HERE
from makegood.connectors.exact import whole
from makegood.connectors.parts import At, NotUnderstood

ORDER_LIST = "alibaba.trade.getSellerOrderList"
REACH = timedelta(days=180)
"""House: how far back a first pull looks. The sheet gives no range."""
WINDOW = timedelta(days=15)
"""House: asked for at once, so that a page less often changes while the next is read."""
TABLES = ("false", "true")
"""Quirk (sheet §2.1): what was made in the last three months, and what is older."""


def spelt(at: datetime) -> str:
    """As parameters have it (sheet §1.3)."""
    here = at.astimezone(HERE)
    return f"{here:%Y%m%d%H%M%S}{here.microsecond // 1000:03d}+0800"


def orders(calls: Calls, since: datetime, until: datetime, *, urgent: bool) -> Iterator[At]:
    """Rows of every order modified since then."""
    found: dict[str, At] = {}
    for start, end in windows(since, until):
        for table in TABLES:
            found |= _orders(calls, start, end, table, urgent=urgent)
    yield from found.values()


def _orders(calls: Calls, start: datetime, end: datetime | None, table: str, *, urgent: bool) -> dict[str, At]:
    def fetch(number: int) -> Page:
        asked = {**_span(start, end), "isHis": table, "page": str(number), "pageSize": str(SIZE)}
        told = calls.read(Call(ORDER_LIST, asked, ORDERS), urgent=urgent)
        rows = {_key(row, number, _order): row for row in (told / "result").each()}
        return Page(rows, _total(told / "totalRecord"))

    return every(fetch, ORDER_LIST)


def refunds(calls: Calls, since: datetime, until: datetime, *, urgent: bool) -> Iterator[At]:
    """Rows of every refund modified since then, of before and after completion."""
    found: dict[str, At] = {}
    for start, end in windows(since, until):
        found |= _refunds(calls, start, end, urgent=urgent)
    yield from found.values()


def _refunds(calls: Calls, start: datetime, end: datetime | None, *, urgent: bool) -> dict[str, At]:
    def fetch(number: int) -> Page:
        page = {"dipsuteType": "0", "currentPageNum": str(number), "pageSize": str(SIZE)}  # sic
        told = calls.read(Call(REFUND_LIST, {**_span(start, end), **page}, REFUNDS), urgent=urgent) / "result"
        rows = (told / "opOrderRefundModels").each()
        return Page({_key(row, number, _refund): row for row in rows}, _total(told / "totalCount"))

    return every(fetch, REFUND_LIST)


def windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime | None]]:
    """Without a gap. The last has no end: a row changed meanwhile stays in it."""
    start = max(since, until - REACH)
    while start < until:
        end = start + WINDOW
        yield start, end if end < until else None
        start = end


def _span(start: datetime, end: datetime | None) -> dict[str, str | None]:
    return {"modifyStartTime": spelt(start), "modifyEndTime": spelt(end) if end is not None else None}


def _order(row: At) -> str:
    return order_id(row / "baseInfo")


def _refund(row: At) -> str:
    return refund_id(row / "refundId") or (row / "refundId").need()


def _key(row: At, number: int, id_: Callable[[At], str]) -> str:
    """A row without an id is kept as well, under its place: it is reported, not lost."""
    try:
        return id_(row)
    except NotUnderstood:
        return f"{number}{row.path}"


def _total(at: At) -> int:
    found = whole(at)
    if found is None:
        raise at.refuse("how many rows there are")
    return found
