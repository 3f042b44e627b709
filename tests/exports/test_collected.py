"""Every export collected: rows made to its examples come back as the case files they describe, whatever the file's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makegood.exports import changes, joined, read_export
from makegood.screening.columns import recognise
from tests.exports.conftest import as_csv, as_xlsx

HEADERS = Path(__file__).parents[3] / "shared" / "data" / "export-headers" / "headers.json"
EXPORTS = json.loads(HEADERS.read_text(encoding="utf-8")) if HEADERS.exists() else []

pytestmark = pytest.mark.skipif(not EXPORTS, reason=f"{HEADERS} is not on this machine")
every_export = pytest.mark.parametrize("export", EXPORTS, ids=lambda one: f"{one['platform']}-{one['export']}")
ZONE = "Asia/Shanghai"

EXAMPLES = {
    "order_id": "8190000000001234{n}", "return_id": "24090{n}", "amount": "954.9{n}", "quantity": "{n}", "country": "Brazil",
    "placed_at": "2026-01-31 20:2{n}", "paid_at": "2026-01-31 21:2{n}", "return_opened_at": "2026-02-01 08:0{n}",
    "finished_at": "2026-02-09 08:0{n}", "return_quantity": "0", "tracking": "LP0012345678{n}",
}  # fmt: skip


def cells_of(export, n):
    """A row's cells by header: the collected example, else one of its column's kind, else its header and number."""
    columns = {place: column for column, place in recognise(export["headers"], details=True).places.items()}
    examples = export.get("value_examples", {})
    return {
        header: examples[header][n % len(examples[header])]
        if header in examples
        else EXAMPLES.get(columns.get(place, ""), header + " {n}").format(n=n + 1)
        for place, header in enumerate(export["headers"])
    }


AT = "2026-01-31T12:2{n}:00Z"  # 20:2n in China
EXPECTED = {
    ("aliexpress", "订单导出"): {
        "id": "aliexpress:8190000000001234{n}",
        "order": {
            "id": "8190000000001234{n}", "placed_at": "2025-01-31T12:24:00Z", "paid_at": "2026-01-31T13:2{n}:00Z",
            "status": "[订单状态]", "total": {"amount": "954.91", "currency": "CNY"}, "buyer": {"name": "买家名称 {n}", "email": "联系邮件 {n}"},
            "ship_to": {
                "name": "收件人名称 {n}", "country": "BR", "state": "州/省 {n}", "city": "城市 {n}", "line1": "详细地址 {n}",
                "postcode": "邮编 {n}", "phone": "手机 {n}",
            },
            "shipment": {"tracking": "LP0012345678{n}"}, "lines": [{"sku": "AB-ele138-BK", "quantity": 1}],
        },
    },
    ("ali1688", "买家订单导出"): {
        "id": "ali1688:8190000000001234{n}",
        "order": {
            "id": "8190000000001234{n}", "placed_at": AT, "paid_at": "2026-01-31T13:2{n}:00Z", "status": "订单状态 {n}",
            "total": {"amount": "954.9{n}", "currency": "CNY"}, "buyer": {"id": "买家会员名 {n}"},
            "ship_to": {"name": "收货人姓名 {n}", "line1": "收货地址 {n}", "postcode": "邮编 {n}", "phone": "联系手机 {n}"},
            "lines": [{"title": "货品标题 {n}"}],
        },
    },
    ("shopee", "Pesanan Saya → Export"): {
        "id": "shopee:8190000000001234{n}",
        "order": {
            "id": "8190000000001234{n}", "placed_at": AT, "paid_at": "2026-01-31T13:2{n}:00Z", "finished_at": "2026-02-09T00:0{n}:00Z",
            "status": "[Status Pesanan]", "buyer": {"id": "Username (Pembeli) {n}"},
            "ship_to": {
                "name": "Nama Penerima {n}", "state": "Provinsi {n}", "city": "Kota/Kabupaten {n}", "line1": "Alamat Pengiriman {n}",
                "phone": "No. Telepon {n}",
            },
            "shipment": {"tracking": "LP0012345678{n}"},
            "lines": [{"sku": "Nomor Referensi SKU {n}", "title": "Nama Produk {n}", "quantity": "{n}"}],
        },
    },
    ("shopee", "Order export"): {
        "id": "shopee:8190000000001234{n}",
        "order": {
            "id": "8190000000001234{n}", "placed_at": AT, "finished_at": "2026-02-09T00:0{n}:00Z", "status": "Order Status {n}",
            "ship_to": {"country": "BR", "state": "Province {n}", "city": "City {n}", "postcode": "Zip Code {n}"},
            "lines": [{"sku": "SKU Reference No. {n}", "title": "Product Name {n}"}],
        },
    },
    ("shopee", "Return/refund export"): {
        "id": "shopee:24090{n}",
        "order": {"id": "8190000000001234{n}", "placed_at": AT},
        "claim": {"by": "buyer", "opened_at": "2026-02-01T00:0{n}:00Z", "platform_reason": "Return Reason {n}", "lines": ["SKU {n}"]},
    },
}  # fmt: skip


def filled(expected, export, n):
    """The expectation for row `n`: its number written in, its collected examples looked up."""
    if isinstance(expected, dict):
        return {name: filled(value, export, n) for name, value in expected.items()}
    if isinstance(expected, list):
        return [filled(value, export, n) for value in expected]
    if expected == "{n}":
        return n + 1
    if isinstance(expected, str):
        header = expected.strip("[]")
        return cells_of(export, n)[header] if expected.startswith("[") else expected.format(n=n + 1)
    return expected


def rows_of(export):
    return [export["headers"], *(list(cells_of(export, n).values()) for n in range(4))]


def without_notices(case):
    """Notices hold what has no field of its own; their words are tested one by one elsewhere."""
    return {name: value for name, value in case.items() if name not in ("schema", "platform", "events")}


@pytest.mark.parametrize("write", ["csv", "gb18030", "utf-8-sig", "utf-16", "xlsx"])
@every_export
def test_gives_the_case_files_its_rows_describe(export, write, tmp_path):
    if write == "xlsx":
        path = as_xlsx(tmp_path / "o.xlsx", rows_of(export))
    else:
        path = as_csv(tmp_path / "o.csv", rows_of(export), "utf-8" if write == "csv" else write)

    read = read_export(path, zone=ZONE)

    expected = EXPECTED[export["platform"], export["export"]]
    assert read.refused == ()
    assert [without_notices(case) for case in read.cases] == [filled(expected, export, n) for n in range(4)]


@every_export
def test_importing_again_changes_nothing(export, tmp_path):
    path = as_csv(tmp_path / "o.csv", rows_of(export))

    first, again = read_export(path, zone=ZONE), read_export(path, zone=ZONE)

    assert json.dumps(first.cases) == json.dumps(again.cases)
    assert joined([*first.parts, *again.parts]) == first.cases
    assert not changes(first.cases, again.cases)
    assert changes(first.cases, again.cases).same == first.cases


@every_export
def test_every_header_is_a_column_or_said_to_be_none(export, tmp_path):
    read = read_export(as_csv(tmp_path / "o.csv", rows_of(export)), zone=ZONE)

    second = {read.known.headers[place] for place in read.known.spare.values()}
    assert {*read.columns.values(), *read.known.unrecognised, *second} == set(export["headers"])
