"""The platform's two lists: orders by the time they were modified, issues by status (sheet §2.1, §2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from makegood.connectors.aliexpress.asking import ISSUES, ORDERS, compact
from makegood.connectors.aliexpress.calls import Call, Calls
from makegood.connectors.aliexpress.fields import has, rows, take
from makegood.connectors.aliexpress.paging import SIZE, Page, every
from makegood.connectors.aliexpress.times import Moment, from_wall, moment, until_wall
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At

ORDER_LIST = "aliexpress.trade.seller.orderlist.get"
ISSUE_LIST = "aliexpress.issue.issuelist.get"
ORDERS_ISSUES = "aliexpress.issue.partner.order.issues.get"

REACH = timedelta(days=180)
"""What the order list reaches back; finished orders 30 days (sheet §2.1)."""
WINDOW = timedelta(days=15)
"""House: asked for at once, so that a page less often changes while the next is read."""
STATUSES = ("processing", "canceled_issue", "finish")
"""In this order: an issue that ends while they are read is seen in the one or the other (sheet §3)."""
ASKED_BY_NAME = (None, "FINISH")
"""Quirk (sheet §2.1): without a status every order but the finished; those are asked for by name, after the others, for they end there."""

LISTED = ("target_list", "data_list", "order_list", "issues", "result_list")


def orders(calls: Calls, since: datetime, until: datetime, *, urgent: bool) -> Iterator[At]:
    """Rows of every order modified since then. The last window has no end: a row changed meanwhile stays in it."""
    found: dict[str, At] = {}
    start = max(since, until - REACH)
    while start < until:
        end = start + WINDOW
        for status in ASKED_BY_NAME:
            found |= _orders(calls, start, end if end < until else None, status, urgent=urgent)
        start = end
    yield from found.values()


def _orders(calls: Calls, start: datetime, end: datetime | None, status: str | None, *, urgent: bool) -> dict[str, At]:
    def fetch(number: int) -> Page:
        query = compact(
            modified_date_start=from_wall(start),
            modified_date_end=until_wall(end) if end is not None else None,
            order_status=status,
            current_page=number,
            page_size=SIZE,
        )
        call = Call(ORDER_LIST, {"param_aeop_order_query": query}, ORDERS)
        return _page(calls.read(call, urgent=urgent), "order_id", number)

    return every(fetch, ORDER_LIST)


def issues(calls: Calls, since: datetime | None, *, urgent: bool) -> Iterator[At]:
    """Rows of the issues: all that are open, and those that ended and were modified since then."""
    found: dict[str, At] = {}
    for status in STATUSES:
        found |= _issues(calls, status, since if status != STATUSES[0] else None, urgent=urgent)
    yield from found.values()


def _issues(calls: Calls, status: str, since: datetime | None, *, urgent: bool) -> dict[str, At]:
    def fetch(number: int) -> Page:
        query = compact(issue_status=status, current_page=number, page_size=SIZE)
        return _page(calls.read(Call(ISSUE_LIST, {"query_dto": query}, ISSUES), urgent=urgent), "issue_id", number)

    def older(pages: list[Page]) -> bool:
        return since is not None and _is_older(pages, since)

    return every(fetch, ISSUE_LIST, older)


def _is_older(pages: list[Page], since: datetime) -> bool:
    """The list has no date filter and says nothing of its order. Where all rows so far run from new to old, its rest is older still."""
    times = [modified(row) for page in pages for row in page.rows.values()]
    if not all(times):
        return False
    last = [one.last for one in times if one is not None]
    return all(one >= two for one, two in zip(last, last[1:], strict=False)) and last[-1] < since


def issues_of(calls: Calls, order: str, *, urgent: bool) -> list[At]:
    """Every issue of one order, ended ones too."""
    found = calls.read(Call(ORDERS_ISSUES, {"parent_order_id": order}, ISSUES), urgent=urgent)
    return list(_listed(found))


def modified(row: At) -> Moment | None:
    return moment(take(row, "gmt_modified", "gmt_update"))


def _page(at: At, id_: str, number: int) -> Page:
    """A row without an id is kept as well, under its place: it is reported, not lost."""
    here = _holder(at)
    count = text(take(here, "total_count", "total_item"))
    listed = {text(take(row, id_)) or f"{number}{row.path}": row for row in _listed(here)}
    return Page(listed, int(count) if count is not None and count.isascii() and count.isdigit() else None)


def _holder(at: At) -> At:
    """The layer of the answer that holds the list."""
    here = at
    while not has(here, *LISTED, "total_count", "total_item"):
        inner = take(here, "result", "result_object", "target", "data")
        if not isinstance(inner.value, dict):
            break
        here = inner
    return here


def _listed(at: At) -> Iterator[At]:
    yield from rows(take(_holder(at), *LISTED))
