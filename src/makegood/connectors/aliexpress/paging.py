"""Lists that change while they are read: a pass counts only if nothing can have been missed, else the list is read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.connectors.parts import At
from makegood.usecases.ports import Unanswered

SIZE = 50
"""The issue list's most (sheet §2.3); of the order list none is published, so the same."""
PASSES = 5
"""House: a list that never holds still is asked for later."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows by their ids, and how many rows there are in all, where that is told."""

    rows: dict[str, At]
    total: int | None


Fetch = Callable[[int], Page]
Enough = Callable[[list[Page]], bool]
"""Whether the pages read so far make reading on needless."""


def every(fetch: Fetch, what: str, enough: Enough = lambda _: False) -> dict[str, At]:
    """Every row, each once, as last seen.

    Pages are cut by place, so a row that leaves shifts the others, and one that stood first on the next page is never seen. A pass is
    taken only if all its pages told the same total, their rows make up that total, and the first page still reads the same after it.
    Rows of all passes are kept. Raises `Unanswered` where no pass was whole.
    """
    found: dict[str, At] = {}
    for _ in range(PASSES):
        pages, ended = _pass(fetch, enough)
        for page in pages:
            found |= page.rows
        if _is_whole(pages, ended) and (len(pages) == 1 or _still_the_same(pages[0], fetch(1))):
            return found
    raise Unanswered(f"{what}: the list did not hold still, or its pages do not make up the total it tells")


def _pass(fetch: Fetch, enough: Enough) -> tuple[list[Page], bool]:
    """The pages in order, and whether they were read to their end (and not only as far as needed)."""
    pages: list[Page] = []
    while True:
        pages.append(fetch(len(pages) + 1))
        last = pages[-1]
        if not last.rows or (last.total is not None and len(pages) * SIZE >= last.total):
            return pages, True
        if enough(pages):
            return pages, False


def _is_whole(pages: list[Page], ended: bool) -> bool:
    totals = {page.total for page in pages}
    rows = {id_ for page in pages for id_ in page.rows}
    if len(totals) != 1:
        return False
    (total,) = totals
    if total is None:
        return ended
    return len(rows) == total if ended else len(rows) == len(pages) * SIZE


def _still_the_same(page: Page, again: Page) -> bool:
    return list(page.rows) == list(again.rows) and page.total == again.total
