"""Headers: what is certain is recognised, what is not is left, and an order id there must be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makegood.screening.columns import COLUMNS, TableRefused, closed_words, exports, recognise

HEADERS = Path(__file__).parents[3] / "shared" / "data" / "export-headers" / "headers.json"


def test_knows_its_own_names():
    assert list(recognise(list(COLUMNS)).places) == list(COLUMNS)


def test_knows_an_aliexpress_export():
    known = recognise(
        [
            "\ufeff订单号",
            "订单状态",
            "买家名称",
            "下单时间",
            "付款时间",
            "订单金额",
            "收货国家",
            "州/省",
            "地址",
            "产品信息",
        ]
    )

    assert known.places == {
        "order_id": 0, "status": 1, "buyer_name": 2, "placed_at": 3, "paid_at": 4, "amount": 5, "country": 6, "state": 7, "line1": 8,
    }  # fmt: skip
    assert known.unrecognised == ("产品信息",)
    assert known.times["placed_at"] == ("%m/%d/%Y %H:%M",)
    assert known.money["CN￥"] == "CNY"


def test_knows_headers_without_regard_to_white_space_and_width():
    known = recognise(["Order  ID", "Username（Buyer）", "Zip\nCode"])

    assert known.places == {"order_id": 0, "buyer_id": 1, "postcode": 2}


def test_leaves_two_headers_that_could_be_the_same_column():
    known = recognise(["订单号", "联系电话", "手机"])

    assert "phone" not in known.places
    assert known.unrecognised == ("联系电话", "手机")


def test_the_exact_name_outranks_a_platforms_header():
    known = recognise(["order_id", "订单号"])

    assert known.places == {"order_id": 0}
    assert known.unrecognised == ("订单号",)


@pytest.mark.parametrize(
    "header", ["Bestellnummer", "id", "order", "orderid2", "ORDER_NUMBER", "收货地址", "Total Amount"]
)
def test_guesses_nothing(header):
    assert recognise(["order_id", header]).unrecognised == (header,)


def test_a_mapping_outranks_everything():
    known = recognise(["order_id", "Bestellnummer", "City"], {"order_id": "Bestellnummer", "state": "City"})

    assert known.places == {"order_id": 1, "state": 2}
    assert known.unrecognised == ("order_id",)


@pytest.mark.parametrize(
    ("headers", "mapping", "says"),
    [
        pytest.param(["Bestellnummer"], {}, "--map order_id=HEADER", id="no-order-id"),
        pytest.param(["订单号", "Order ID"], {}, "'订单号', 'Order ID' could each be the order id", id="two-order-ids"),
        pytest.param(["a"], {"order_id": "b"}, "--map order_id=b: no column has this header", id="no-such-header"),
        pytest.param(["a", "a"], {"order_id": "a"}, "2 columns have this header", id="header-twice"),
        pytest.param(["a"], {"oder_id": "a"}, "--map oder_id=a: no such column", id="no-such-column"),
        pytest.param(["a"], {"order_id": "a", "sku": "a"}, "mapped to two columns", id="one-header-for-two"),
    ],
)
def test_refuses(headers, mapping, says):
    with pytest.raises(TableRefused) as refusal:
        recognise(headers, mapping, where="mine.csv")

    assert says in str(refusal.value)


def test_the_data_names_known_columns_and_each_header_means_one():
    assert recognise(["order_id"]).places == {"order_id": 0}
    assert {column for export in exports() for column in export.headers.values()} <= set(COLUMNS)


def test_words_of_closing_are_in_lower_case():
    assert {"cancelled", "canceled", "交易关闭"} <= closed_words()
    assert all(word == word.lower() for word in closed_words())


@pytest.mark.parametrize(
    ("headers", "items"),
    [
        pytest.param(["订单编号", "买家会员名", "实付款(元)", "货品标题"], (3,), id="certainly-1688"),
        pytest.param(["订单编号", "买家会员名", "货品标题"], (), id="too-few-known-headers"),
        pytest.param(
            ["订单编号", "买家会员名", "实付款", "下单时间", "货品标题"], (), id="another-platforms-header-too"
        ),
        pytest.param(
            ["order_id", "买家会员名", "实付款", "订单创建时间", "货品标题"], (), id="the-order-id-is-not-theirs"
        ),
    ],
)
def test_a_table_is_1688s_only_where_its_headers_are_certain(headers, items):
    assert recognise(headers).items == items


@pytest.mark.skipif(not HEADERS.exists(), reason=f"{HEADERS} is not on this machine")
def test_every_collected_order_export_has_its_order_id():
    found = json.loads(HEADERS.read_text(encoding="utf-8"))

    assert [recognise(entry["headers"]).header("order_id") for entry in found] == [
        "订单号", "订单编号", "No. Pesanan", "Order ID", "Order ID",
    ]  # fmt: skip
