"""Encodings: UTF-8 with and without a mark, UTF-16 by its mark, and GB18030, told apart for certain or not at all."""

from __future__ import annotations

import pytest

from makegood.screening import TableRefused
from tests.screening.conftest import screened

TABLE = "订单号,城市,国家\n819000000000123456,义乌市,中国\n2,𠮷野家,日本\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_reads_utf8_with_and_without_its_mark(tmp_path, encoding):
    path = tmp_path / "orders.csv"
    path.write_bytes(TABLE.encode(encoding))

    lines, summary = screened(path)

    assert list(lines) == ["2", "819000000000123456"]
    assert not any("GB18030" in note["en"] for note in summary["notes"])


def test_reads_gb18030_and_says_so(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(TABLE.encode("gb18030"))

    lines, summary = screened(path)

    assert list(lines) == ["2", "819000000000123456"]
    assert summary["columns"] == {"order_id": "订单号", "city": "城市"}
    assert summary["refused_rows"] == []
    assert "orders.csv was read as GB18030; it is not UTF-8." in [note["en"] for note in summary["notes"]]


def test_chinese_under_plain_headers_is_known_too(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes("order_id,city\n1,义乌\n2,联通\n3,杭州\n".encode("gbk"))

    lines, summary = screened(path)

    assert list(lines) == ["1", "2", "3"]
    assert "GB18030" in summary["notes"][0]["en"]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(
            "order_id,city\n1,义乌\n2,杭州\n".encode() + b"3,\xb1\xb1\n", [4], id="one-bad-row-in-a-utf8-file"
        ),
        pytest.param("order_id,city\n1,São Paulo\n2,Goiânia\n".encode("cp1252"), [2, 3], id="latin-letters"),
        pytest.param(b"order_id,city\n1,a\n2,\xff\n", [3], id="no-encoding-at-all"),
    ],
)
def test_what_is_not_certainly_gb18030_is_not_taken_for_it(tmp_path, content, refused):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)

    _, summary = screened(path)

    assert [row["row"] for row in summary["refused_rows"]] == refused


def test_a_refused_row_of_gb18030_is_shown_readably_with_its_place(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes("订单号,下单时间,城市\n1,明天,义乌\n".encode("gbk"))

    _, summary = screened(path)

    assert [(row["row"], row["column"], row["found"]) for row in summary["refused_rows"]] == [(2, "placed_at", "明天")]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_reads_utf16_by_its_mark_and_says_so(tmp_path, encoding, mark):
    path = tmp_path / "orders.txt"  # as Excel names its Unicode text
    path.write_bytes(mark + TABLE.replace(",", "\t").encode(encoding))

    lines, summary = screened(path)

    assert list(lines) == ["2", "819000000000123456"]
    assert summary["columns"] == {"order_id": "订单号", "city": "城市"}
    assert "orders.txt was read as UTF-16; it is not UTF-8." in [note["en"] for note in summary["notes"]]


def test_utf16_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(TABLE.encode("utf-16")[:-1])

    with pytest.raises(TableRefused, match="neither UTF-8 nor GB18030"):
        screened(path)
