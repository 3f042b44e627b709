"""Lists that change while they are read, and tell no total: a pass counts only if its pages fit together, and a second says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Unanswered

SIZE = 50
"""House: of 100 that the lists allow; as many as one call tells the details of (sheet §2, Orders)."""
PASSES = 5
"""House: a list that never holds still is asked for later."""
MOST_PAGES = 400
"""House: 20,000 rows in one window; more is a list without an end."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows by their ids, one id as often as it came; and how the next page is asked for, where there is one."""

    rows: list[tuple[str, At]]
    next: str | None


Fetch = Callable[[str], Page]


def every(fetch: Fetch, first: str, what: str) -> dict[str, At]:
    """Every row, each once, as last seen. Rows of all passes are kept.

    One page is believed. Of several, each but the last must be full, the last must not be empty, and no row may come twice; a second
    pass must then hold the same rows. Raises `Unanswered` where no two passes agree.
    """
    found: dict[str, At] = {}
    before: frozenset[str] | None = None
    for _ in range(PASSES):
        pages = _pass(fetch, first, what)
        for page in pages:
            found |= dict(page.rows)
        rows = [id_ for page in pages for id_, _ in page.rows]
        if len(pages) == 1:
            return found
        whole = frozenset(rows) if _is_whole(pages, rows) else None
        if whole is not None and whole == before:
            return found
        before = whole
    raise Unanswered(f"{what}: the list did not hold still, or its pages do not fit together")


def _pass(fetch: Fetch, first: str, what: str) -> list[Page]:
    pages = [fetch(first)]
    asked = {first}
    while (after := pages[-1].next) is not None:
        if after in asked or len(pages) >= MOST_PAGES:
            raise Unanswered(f"{what}: the list goes on without end")
        asked.add(after)
        pages.append(fetch(after))
    return pages


def _is_whole(pages: list[Page], rows: list[str]) -> bool:
    full = all(len(page.rows) == SIZE for page in pages[:-1])
    return full and bool(pages[-1].rows) and len(rows) == len(set(rows))


def rows_of(listed: At, name: str, where: str) -> list[tuple[str, At]]:
    """Rows with their ids; one without an id is kept under its place: it is reported, not lost."""
    return [(text(row / name) or f"{where}{row.path}", row) for row in listed.each()]
