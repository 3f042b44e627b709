"""Tables read strictly: what cannot be read is a refused row with its place and why, never a guess."""

from __future__ import annotations

import json
import re

import duckdb
import pytest

from makegood.screening import TableRefused
from tests.screening.conftest import screened

T = "2026-01-01T00:00:00Z"


def refused(summary):
    return [(row["row"], row["column"], row["found"]) for row in summary["refused_rows"]]


def test_names_row_column_what_was_found_and_why(table):
    path = table(("order_id", "amount"), ("1", "12.90"), ("2", "? 1,133"), ("3", ""))

    lines, summary = screened(path)

    assert list(lines) == ["1", "3"]
    assert summary["orders"] == 2
    assert refused(summary) == [(3, "amount", "? 1,133")]
    assert re.search("[a-z].*[\u4e00-\u9fff]", summary["refused_rows"][0]["why"])


@pytest.mark.parametrize("amount", ["1,133.00", "1.133,00", "12.90 USD", "1e3", "12.12345", "¥5", "CN￥ 5", "--1", "."])
def test_refuses_an_amount_that_is_no_plain_decimal(table, amount):
    assert refused(screened(table(("order_id", "amount"), ("1", amount)))[1]) == [(2, "amount", amount)]


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "two"])
def test_refuses_a_quantity_that_is_no_whole_number(table, quantity):
    assert refused(screened(table(("order_id", "quantity"), ("1", quantity)))[1]) == [(2, "quantity", quantity)]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-02-30T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01",
        "01/02/2026 10:00",
        "soon",
        "2026-01-01T00:00:00+8",
        "infinity",
    ],
)
def test_refuses_what_is_no_time(table, moment):
    path = table(("order_id", "placed_at"), ("1", moment), ("2", T))

    assert refused(screened(path, zone="UTC")[1]) == [(2, "placed_at", moment)]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-01-01T08:00:00+08:00",
        "2026-01-01 08:00+0800",
        "2025-12-31t19:00:00.000-05:00",
        " 2026-01-01T00:00Z\t",
    ],
)
def test_reads_the_same_instant_however_it_is_written(table, moment):
    path = table(("order_id", "buyer_id", "placed_at"), ("1", "b", moment), ("2", "b", T))

    lines, _ = screened(path, history=True)

    assert [line["history"]["orders"] for line in lines.values()] == [0, 1]


@pytest.mark.parametrize("word", ["Infinity", "-infinity", "infinity", "epoch"])
def test_a_word_that_the_database_takes_for_a_time_is_none(table, word):
    path = table(("订单号", "下单时间"), ("1", "01/31/2025 20:24"), ("2", word))

    assert refused(screened(path, zone="Asia/Shanghai")[1]) == [(3, "placed_at", word)]


def test_a_table_all_in_local_time_is_refused_naming_the_zone(table):
    with pytest.raises(TableRefused, match=r"'下单时间': times have no offset .* --zone"):
        screened(table(("订单号", "下单时间"), ("1", "01/31/2025 20:24"), ("2", "")))


def test_one_local_time_among_others_is_a_refused_row(table):
    path = table(("order_id", "placed_at"), ("1", T), ("2", "2026-01-01 08:00"))

    assert refused(screened(path)[1]) == [(3, "placed_at", "2026-01-01 08:00")]


def test_a_blank_column_of_times_needs_no_zone(table):
    assert screened(table(("order_id", "paid_at"), ("1", "")))[1]["orders"] == 1


def test_reads_local_times_in_their_zone_and_the_exports_own_spelling(table):
    path = table(
        ("订单号", "buyer_id", "下单时间", "订单金额"),
        ("1", "b", "01/31/2025 20:24", "CN￥ 954.91"),
        ("2", "b", "2025-01-31T12:24:01Z", "5"),
        ("3", "b", "2025-01-31T12:23:59Z", "5"),
    )

    lines, summary = screened(path, zone="Asia/Shanghai", history=True)

    assert list(lines) == ["3", "1", "2"]
    assert summary["refused_rows"] == []
    assert summary["columns"] == {
        "order_id": "订单号",
        "buyer_id": "buyer_id",
        "placed_at": "下单时间",
        "amount": "订单金额",
    }


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        pytest.param("2026-11-01 01:30:00", "2026-11-01T05:30:00Z", id="shown-twice-the-earlier"),
        pytest.param("2026-11-01 02:00:00", "2026-11-01T07:00:00Z", id="after-it"),
        pytest.param("2026-11-01 00:59:59", "2026-11-01T04:59:59Z", id="before-it"),
        pytest.param("2026-07-01 00:00:00", "2026-07-01T04:00:00Z", id="summer"),
        pytest.param("2026-03-08 03:00:00", "2026-03-08T07:00:00Z", id="just-after-the-jump"),
    ],
)
def test_local_times_around_the_change_of_clocks(table, local, instant):
    """At the same instant the smaller id comes first, so the two find each other both ways round."""
    first = table(("order_id", "buyer_id", "placed_at"), ("1", "b", local), ("2", "b", instant))
    other = table(("order_id", "buyer_id", "placed_at"), ("2", "b", local), ("1", "b", instant), name="other.csv")

    for path in (first, other):
        lines, _ = screened(path, zone="America/New_York", history=True)
        assert [lines[order]["history"]["orders"] for order in "12"] == [0, 1]


def test_a_local_time_that_does_not_exist_is_refused(table):
    path = table(("order_id", "placed_at"), ("1", "2026-03-08 02:30:00"), ("2", "2026-03-08 03:30:00"))

    _, summary = screened(path, zone="America/New_York")

    assert refused(summary) == [(2, "placed_at", "2026-03-08 02:30:00")]
    assert "does not exist" in summary["refused_rows"][0]["why"]


def test_counts_rows_as_a_spreadsheet_does(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(
        '\ufefforder_id,"amo\nunt",city\r\n1,1,"São\nPaulo"\r\n\r\n2,short\r\n3,x,""\r\n4,4,a,long\r\n,5,b\r\n6,y,c\r\n'.encode()
    )

    lines, summary = screened(path, mapping={"amount": "amo\nunt"})

    assert list(lines) == ["1"]
    assert refused(summary) == [
        (4, None, "2,short"), (5, "amount", "x"), (6, None, "4,4,a,long"), (7, "order_id", ""), (8, "amount", "y"),
    ]  # fmt: skip


def test_a_row_that_is_not_utf8_is_refused_and_the_others_are_read(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(b"order_id,city\n1,\xff\xfe\n2,b\n")

    lines, summary = screened(path)

    assert list(lines) == ["2"]
    [row] = summary["refused_rows"]
    assert row["row"] == 2
    assert row["why"].startswith("The row is not UTF-8; save the table as UTF-8.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_the_usual_delimiters(tmp_path, delimiter):
    path = tmp_path / "orders.csv"
    path.write_text(f"order_id{delimiter}city\n1{delimiter}a\n", encoding="utf-8")

    assert screened(path)[1]["columns"] == {"order_id": "order_id", "city": "city"}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("orders.numbers", b"", "expected .csv, .tsv, .xlsx, .parquet, .jsonl", id="another-format"),
        pytest.param("orders.csv", b"", "the first row is blank", id="empty"),
        pytest.param("orders.csv", b"order_id,\xff\xfe\n1,a\n", "neither UTF-8 nor GB18030", id="no-encoding"),
        pytest.param(
            "orders.csv",
            b"Bestellnummer\n1\n",
            "orders.csv: no header is known to be the order id",
            id="unknown",
        ),
        pytest.param("orders.jsonl", b"", "no header is known to be the order id", id="empty-json-lines"),
        pytest.param("orders.parquet", b"no parquet", "orders.parquet: not readable as Parquet", id="broken-parquet"),
    ],
)
def test_refuses_a_table(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(TableRefused) as refusal:
        screened(path)

    assert says in str(refusal.value)


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TableRefused, match="there is no such file"):
        screened(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"zone": "Mars/Olympus"}, "--zone Mars/Olympus: no such zone"),
        ({"platform": "ebay"}, "--platform ebay: no such platform"),
    ],
)
def test_refuses_an_unknown_zone_or_platform(table, given, says):
    with pytest.raises(TableRefused, match=says):
        screened(table(("order_id",), ("1",)), **given)


def test_a_table_without_rows_has_a_summary(table):
    lines, summary = screened(table(("order_id", "placed_at")))

    assert lines == {}
    assert summary["orders"] == 0
    assert summary["levels"] == {"pass": 0, "watch": 0, "hold": 0, "block": 0}


def test_reads_json_lines(tmp_path):
    path = tmp_path / "orders.jsonl"
    path.write_text(
        '{"order_id": 819000000001, "amount": 12.90, "city": ""}\n\nnot json\n[1]\n{"order_id": "x", "amount": "?", "a/b~": 1}\n'
        '{"order_id": "y", "line1": null}\n',
        encoding="utf-8",
    )

    lines, summary = screened(path)

    assert list(lines) == ["819000000001", "y"]
    assert refused(summary) == [(3, None, "not json"), (4, None, "[1]"), (5, "amount", "?")]
    assert summary["unrecognised"] == ["a/b~"]


def test_lines_that_are_no_text_are_refused_and_the_others_read(tmp_path):
    path = tmp_path / "orders.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"order_id": "1"}\r\n{"order_id": "\xff"}\n{"order_id": "a\x01"}\n\n{"order_id": "5", "amount": "?"}\n{"order_id": "6"}'
    )

    lines, summary = screened(path)

    assert list(lines) == ["1", "6"]
    assert refused(summary) == [
        (2, None, '{"order_id": "\ufffd"}'), (3, None, '{"order_id": "a\x01"}'), (5, "amount", "?"),
    ]  # fmt: skip
    assert summary["refused_rows"][0]["why"].startswith("The row is not UTF-8")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_json_lines_in_another_encoding_are_read_and_it_is_said(tmp_path, encoding):
    path = tmp_path / "orders.jsonl"
    path.write_bytes('{"order_id": "1", "city": "义乌市"}\n{"order_id": "2", "city": "杭州市"}\n'.encode(encoding))

    lines, summary = screened(path)

    assert list(lines) == ["1", "2"]
    assert f"was read as {encoding.upper()}" in " ".join(sentence["en"] for sentence in summary["notes"])


def test_reads_parquet_with_its_types(tmp_path):
    path = tmp_path / "orders.parquet"
    duckdb.sql(f"""copy (select 7::bigint as order_id, 'b' as buyer_id, timestamptz '2026-01-01 00:00:00+00' as placed_at,
        12.90::decimal(9, 2) as amount, null::varchar as city, 'x' as "we""ird" union all
        select 8, 'b', timestamptz '2026-01-02 00:00:00+00', -1, '', '') to '{path}' (format parquet)""")

    lines, summary = screened(path, history=True)

    assert [line["history"]["orders"] for line in lines.values()] == [0, 1]
    assert summary["unrecognised"] == ['we"ird']


@pytest.mark.parametrize(
    ("placed", "found"),
    [
        ("9999-12-31 23:59:59.999999+00", None),
        ("0001-01-01 00:00:00+00", None),
        ("10000-01-01 00:00:00+00", "10000-01-01 00:00:00+00"),
        ("infinity", "infinity"),
        ("0044-03-15 (BC) 00:00:00+00", "0044-03-15 (BC) 00:00:00+00"),
    ],
)
def test_an_instant_of_parquet_is_taken_as_it_is_where_a_text_could_tell_it(tmp_path, placed, found):
    path = tmp_path / "orders.parquet"
    duckdb.sql(f"""copy (select 7 as order_id, 'b' as buyer_id, timestamptz '{placed}' as placed_at
        union all select 8, 'b', null) to '{path}' (format parquet)""")

    _, summary = screened(path, history=True)

    assert refused(summary) == ([] if found is None else [(1, "placed_at", found)])


def test_the_same_table_reads_alike_in_every_format(tmp_path, table):
    rows = [
        {
            "order_id": str(n),
            "buyer_id": "b",
            "placed_at": f"2026-01-0{n}T00:00:00Z",
            "city": "",
            "country": "BR",
        }
        for n in (3, 1, 2)
    ]
    csv_path = table(list(rows[0]), *(list(row.values()) for row in rows))
    json_path = tmp_path / "orders.jsonl"
    json_path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    parquet_path = tmp_path / "orders.parquet"
    duckdb.sql(
        f"copy (from read_csv('{csv_path}', all_varchar=true, nullstr='NULL')) to '{parquet_path}' (format parquet)"
    )

    answers = [screened(path, history=True) for path in (csv_path, json_path, parquet_path)]

    assert [line["level"] for line in answers[0][0].values()] == ["hold"] * 3
    assert answers[0][0] == answers[1][0] == answers[2][0]


def test_several_lines_of_one_order_are_one_order(table):
    path = table(
        ("order_id", "buyer_id", "placed_at", "city", "line1", "country", "sku", "quantity"),
        ("1", "b", T, "Lyon", "1 rue", "FR", "A", "1"),
        ("2", "b", "2026-01-02T00:00:00Z", "", "2 rue", "FR", "A", "1"),
        ("1", "", "", "", "", "", "B", "2"),
        ("2", "b", "2026-01-02T00:00:00Z", "", "2 rue", "FR", "B", "1"),
    )

    lines, summary = screened(path, history=True)

    assert [(line["order"], line["level"], line["history"]["orders"]) for line in lines.values()] == [
        ("1", "pass", 0),
        ("2", "hold", 1),
    ]
    assert summary["orders"] == 2


def test_lines_that_disagree_leave_the_value_unknown_and_it_is_said(table):
    header = ("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at")
    path = table(header, ("1", "b", T, "", ""), ("1", "c", T, "", ""), ("2", "b", T, "", ""))

    lines, summary = screened(path, history=True)

    assert lines["2"]["history"]["orders"] == 0
    assert summary["notes"] == [
        {
            "en": "Orders whose lines give different values for buyer_id: 1. The earliest time is taken; anything else is held unknown.",
            "zh": "1 笔订单的各行 buyer_id 不一致：时间取最早者，其他内容视为未知。",
        }
    ]


def test_several_files_are_one_table_and_their_refused_rows_say_which(table):
    first = table(
        ("order_id", "buyer_id", "placed_at", "paid_at"), ("1", "b", T, ""), ("x", "b", "?", ""), name="a.csv"
    )
    second = table(
        ("Order ID", "Username (Buyer)", "Order Creation Date"),
        ("2", "b", "2026-02-01T00:00:00Z"),
        name="b.csv",
    )

    lines, summary = screened([first, second], history=True)

    assert lines["2"]["history"] == {"orders": 1, "unpaid": 1, "cancelled": None}
    assert [(row["file"], row["row"]) for row in summary["refused_rows"]] == [("a.csv", 3)]
    assert summary["columns"]["order_id"] == "order_id"


def test_a_name_full_of_signs_is_only_a_name(table):
    path = table(("order_id",), ("1",), name="a'; drop [x]*?.csv")

    assert screened(path)[1]["orders"] == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('order_id,"a\nb"\r\n1,"x\ny"\r\n2,z\r\n', id="line-feeds-in-quotes-of-a-crlf-file"),
        pytest.param('order_id,b\n1,"x\r\ny"\n2,z\n', id="crlf-in-quotes-of-a-line-feed-file"),
        pytest.param("order_id,b\r\n1,x\n2,z\r\n", id="line-ends-mixed"),
        pytest.param("order_id,b\r1,x\r2,z\r", id="carriage-returns-only"),
        pytest.param("order_id,b\n\n1,x\n\n\n2,z", id="blank-lines-and-no-last-line-end"),
        pytest.param("order_id,b\n1,x,,\n2,z,\n", id="blank-cells-beyond-the-header"),
        pytest.param('order_id,b\n1,"x ""y"" z"\n2,a"b"c\n', id="quotes-in-cells"),
        pytest.param("order_id\n1\n\n2\n", id="one-column-with-a-blank-line"),
    ],
)
def test_no_row_goes_missing(tmp_path, content):
    path = tmp_path / "orders.csv"
    path.write_bytes(content.encode())

    lines, summary = screened(path)

    assert list(lines) == ["1", "2"]
    assert summary["refused_rows"] == []


def test_no_row_goes_missing_in_a_long_table(tmp_path):
    """DuckDB's strict reader lost every row of this one, without a word."""
    path = tmp_path / "orders.csv"
    rows = "".join(f'{n},"a\nb"\r\n' for n in range(30_000))
    path.write_bytes(f'order_id,"no\nte"\r\n{rows}'.encode())

    assert screened(path)[1]["orders"] == 30_000


def test_a_quotation_mark_left_open_costs_only_its_own_rows(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text('order_id,city\n1,a\n2,"b" c\n3,d\n', encoding="utf-8")

    lines, summary = screened(path)

    assert len(lines) + len(summary["refused_rows"]) == 3
    assert {"1", "3"} <= set(lines)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_finds_the_only_header_row_beneath_titles_and_says_so(tmp_path, delimiter):
    path = tmp_path / "orders.csv"
    rows = [["Orders, of January"], [], ["订单号", "下单时间", "城市"], ["1", T, "a"], ["", T, "b"]]
    path.write_text("".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in rows), encoding="utf-8")

    lines, summary = screened(path)

    assert list(lines) == ["1"]
    assert refused(summary) == [(5, "order_id", "")]
    assert "The headers of orders.csv stand in row 3" in summary["notes"][0]["en"]


def test_a_header_row_beneath_titles_can_be_named_by_hand(table):
    path = table(["January"], ["Bestellnummer", "Ort"], ["1", "Lyon"])

    assert list(screened(path, mapping={"order_id": "Bestellnummer"})[0]) == ["1"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param([["x", "y"], ["订单号", "城市"], ["order_id", "city"]], "rows 2 and 3 could each be the header row", id="two"),
        pytest.param([["January"], ["Bestellnr.", "Ort"]], "orders.csv, row 2: no header is known", id="none"),
        pytest.param([["January"], [], ["x"]], "orders.csv: no header is known", id="one-column"),
        pytest.param([["x"]] * 30 + [["订单号"]], "orders.csv: no header is known", id="too-far-down"),
        pytest.param([[], [" ", ""]], "the first row is blank", id="blank"),
    ],
)  # fmt: skip
def test_refuses_a_header_row_that_is_not_certain(table, rows, says):
    with pytest.raises(TableRefused, match=says):
        screened(table(*rows))


@pytest.mark.parametrize("number", ["1.23E+14", "8,19e+17", "1E+15"])
def test_an_order_number_that_a_sheet_has_cut_is_refused(table, number):
    lines, summary = screened(table(("order_id", "city"), (number, "a"), ("1E15", "b")))

    assert list(lines) == ["1E15"]
    assert refused(summary) == [(2, "order_id", number)]
    assert "Excel has changed its last digits" in summary["refused_rows"][0]["why"]


def test_of_two_phones_the_mobile_is_judged_and_a_difference_is_said(table):
    header = ("订单号", "联系电话", "手机", "收货国家")
    rows = [("1", "00000000", "0912345678", "VN"), ("2", "0912345678", "", "VN"), ("3", "0912345678", "00000000", "VN")]

    lines, summary = screened(table(header, *rows))

    reasons = [[reason["rule"] for reason in line["reasons"]] for line in lines.values()]
    assert reasons == [[], [], ["phone_unreal"]]
    assert "two different numbers under 手机 and 联系电话: 2" in summary["notes"][0]["en"]
