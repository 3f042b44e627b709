"""Lists that change while they are read: a pass counts only if nothing can have been missed, else the list is read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.connectors.parts import At
from makegood.usecases.ports import Unanswered

SIZE = 20
"""The order list's most; of the refund list, what is in use (sheet §2.1, §2.3)."""
PASSES = 5
"""House: a list that never holds still is asked for later."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows by their ids, and how many rows there are in all."""

    rows: dict[str, At]
    total: int


Fetch = Callable[[int], Page]


def every(fetch: Fetch, what: str) -> dict[str, At]:
    """Every row, each once, as last seen.

    Pages are cut by place, so a row that leaves shifts the others, and one that stood first on the next page is never seen. A pass is
    taken only if all its pages told the same total, their rows make up that total, and the first page still reads the same after it.
    Raises `Unanswered` where no pass was whole.
    """
    found: dict[str, At] = {}
    for _ in range(PASSES):
        pages = _pass(fetch)
        for page in pages:
            found |= page.rows
        if _is_whole(pages) and (len(pages) == 1 or _is_same(pages[0], fetch(1))):
            return found
    raise Unanswered(f"{what}: the list did not hold still, or its pages do not make up the total it tells")


def _pass(fetch: Fetch) -> list[Page]:
    pages: list[Page] = []
    while True:
        pages.append(fetch(len(pages) + 1))
        if not pages[-1].rows or len(pages) * SIZE >= pages[-1].total:
            return pages


def _is_whole(pages: list[Page]) -> bool:
    rows = {id_ for page in pages for id_ in page.rows}
    return len({page.total for page in pages}) == 1 and len(rows) == pages[0].total


def _is_same(page: Page, again: Page) -> bool:
    return list(page.rows) == list(again.rows) and page.total == again.total
