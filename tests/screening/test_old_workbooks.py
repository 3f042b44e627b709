"""An XLS is read in a process of its own, which a file may end but not fill our memory through."""

from __future__ import annotations

from pathlib import Path

import pytest

from makegood.screening import TableRefused, old_workbooks
from tests.screening.conftest import screened

ORDERS = Path(__file__).with_name("orders.xls")
"""Made with LibreOffice: `order_id`, 7 and 8 in A1 to A3."""
LAST = b"\xfd\x00\x0a\x00\x02\x00\x00\x00"
"""How the record of the text in A3 begins: LABELSST, ten bytes, row 2, column 0."""


def moved(path: Path, row: int, column: int) -> Path:
    """The orders with the last of them in another cell."""
    content = ORDERS.read_bytes()
    assert content.count(LAST) == 1
    path.write_bytes(content.replace(LAST, LAST[:4] + row.to_bytes(2, "little") + column.to_bytes(2, "little")))
    return path


def test_an_xls_is_read():
    assert list(screened(ORDERS)[0]) == ["7", "8"]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        pytest.param(65535, 65535, "within 1,024 MB of memory and 10 seconds", id="more-than-memory"),
        pytest.param(65535, 30, "at most 938 cells, spread over 2,031,585", id="more-than-written"),
    ],
)
def test_one_that_would_fill_the_memory_is_refused(tmp_path, row, column, said):
    path = moved(tmp_path / "o.xls", row, column)

    with pytest.raises(TableRefused, match="not readable as XLS") as refusal:
        screened(path)

    assert said in str(refusal.value)


def test_one_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(old_workbooks, "SECONDS", 0)

    with pytest.raises(TableRefused, match="of memory and 0 seconds"):
        screened(ORDERS)
