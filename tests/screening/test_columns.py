"""Headers: what is certain is recognised, what is not is left, and an order id there must be."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from makegood.screening import suggestions
from makegood.screening.columns import COLUMNS, TableRefused, closed_words, exports, recognise
from makegood.screening.kinds import DETAILS, KINDS

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


@pytest.mark.parametrize(
    ("headers", "first", "second"),
    [(["订单号", "联系电话", "手机"], 2, 1), (["订单编号", "联系手机", "联系电话"], 1, 2)],
    ids=["aliexpress", "1688"],
)
def test_of_two_phones_of_one_export_the_mobile_comes_first(headers, first, second):
    known = recognise(headers)

    assert (known.places["phone"], known.spare) == (first, {"phone": second})
    assert known.unrecognised == ()


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(["订单号", "手机", "联系手机"], id="of-two-platforms"),
        pytest.param(["订单号", "手机", "手机"], id="the-same-twice"),
        pytest.param(["订单号", "手机", "联系电话", "联系手机"], id="three"),
        pytest.param(["订单号", "买家邮箱", "联系邮件"], id="neither-is-preferred"),
    ],
)
def test_leaves_two_headers_that_could_be_the_same_column(headers):
    known = recognise(headers)

    assert (list(known.places), known.spare) == (["order_id"], {})
    assert known.unrecognised == tuple(headers[1:])


def test_a_phone_named_by_hand_has_no_second():
    known = recognise(["订单号", "联系电话", "手机"], {"phone": "联系电话"})

    assert (known.places["phone"], known.spare, known.unrecognised) == (1, {}, ("手机",))


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


TAIWAN = (
    "訂單編號 訂單狀態 不成立原因 退貨/退款狀態 買家帳號 訂單成立日期 商品總價 買家總支付金額 商品名稱 商品活動價格 商品選項貨號 數量 退貨數量 收件地址 "
    "收件者電話 城市 郵遞區號 收件者姓名 包裹查詢號碼 買家付款時間 實際出貨時間 訂單完成時間"
).split()


def test_a_case_file_wants_more_of_an_export_than_the_audit_rules_do():
    audited, wanted = recognise(TAIWAN), recognise(TAIWAN, details=True)

    assert set(wanted.places) - set(audited.places) == {
        "cancel_reason", "return_status", "return_quantity", "title", "address", "receiver", "tracking", "shipped_at", "finished_at",
    }  # fmt: skip
    assert (wanted.platform, wanted.currency, wanted.zone) == ("shopee", "TWD", None)
    assert wanted.unrecognised == ("商品總價", "商品活動價格")


@pytest.mark.parametrize(
    ("headers", "platform", "zone"),
    [
        (["订单号", "订单状态", "产品信息\n（双击单元格展开所有产品信息！）"], "aliexpress", "America/Los_Angeles"),
        (["订单编号", "买家会员名", "货品标题"], "ali1688", "Asia/Shanghai"),
        (["Order ID", "Return ID", "Return Reason"], "shopee", None),
        (["Order ID", "Date (UTC)", "Quantity"], "wish", "UTC"),
        (["Order ID", "Quantity", "Colour"], None, None),
        (["订单号", "订单状态", "Return Reason"], None, None),
    ],
)
def test_says_whose_export_it_certainly_is(headers, platform, zone):
    known = recognise(headers, details=True)

    assert (known.platform, known.zone) == (platform, zone)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Poskod", "postcode"), ("CEP", "postcode"), ("ชื่อผู้ใช้ (ผู้ซื้อ)", "buyer_id"), ("Mã vận đơn", "tracking"), ("Kwota całkowita", "amount"),
        ("訂單金額", "amount"), ("Total Amount", "amount"), ("Total Amount(PHP)", "amount"), ("City(PHP)", None), ("Whatever", None),
    ],
)  # fmt: skip
def test_suggests_by_meaning_and_assigns_nothing(header, column):
    known = recognise(["order_id", header], details=True)

    assert known.places == {"order_id": 0}
    assert known.unrecognised == (header,)
    assert known.suggested == ({column: header} if column else {})


def test_a_suggestion_for_a_column_that_is_there_is_none():
    assert recognise(["Order ID", "Order No."]).suggested == {}


def test_the_refusal_types_the_map_that_a_suggestion_needs():
    with pytest.raises(TableRefused) as refusal:
        recognise(["Order No.", "City"], where="mine.csv")

    assert "by its meaning it may be 'Order No.': --map 'order_id=Order No.'" in str(refusal.value)


def test_suggestions_name_known_columns_and_their_source():
    words = tomllib.loads((Path(suggestions.__file__).parent / "suggestions.toml").read_text("utf-8"))["market"]

    assert {column for market in words for column in market["headers"]} <= set(KINDS)
    assert all(market["source"] for market in words)


def test_details_name_known_columns_and_the_preferred_header_is_one_of_the_exports():
    for export in exports():
        assert set(export.details.values()) <= set(KINDS)
        assert set(export.headers.values()).isdisjoint(DETAILS)
        assert {(header, column) for column, header in export.first.items()} <= set(export.headers.items())
