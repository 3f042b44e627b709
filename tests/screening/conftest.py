"""What the screening tests share: parameters as a caller would read them from the packs, and tables written in a line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from makegood.screening import screen

PARAMETERS = {
    "unpaid_count": Decimal(2),
    "unpaid_share": Decimal("0.5"),
    "cancel_count": Decimal(2),
    "cancel_share": Decimal("0.5"),
    "payment_grace_hours": Decimal(48),
}

Screened = tuple[dict[str, dict[str, Any]], dict[str, Any]]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV of a header and rows."""

    def write(header: Sequence[str], *rows: Sequence[object], name: str = "orders.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    return write


def screened(path: Any, **given: Any) -> Screened:
    """Every order's line by its id, and the summary."""
    *lines, last = screen(path, **{"parameters": PARAMETERS, **given})
    return {line["order"]: line for line in lines}, last["summary"]
