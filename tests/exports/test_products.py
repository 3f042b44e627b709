"""Cells of several products: divided where their form is known, whole where it is not."""

from __future__ import annotations

import time

import pytest

from makegood.exports.products import Product, products
from makegood.exports.tracking import Parcel, numbers, service_numbers
from tests.exports.conftest import one, said


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("AB-ele138-BK * 1", [("AB-ele138-BK", 1)]),
        ("A*1\nB * 12", [("A", 1), ("B", 12)]),
        ("A * 1;B * 2；C * 3", [("A", 1), ("B", 2), ("C", 3)]),
        ("AB C * 1", [("AB C", 1)]),
        ("A, B * 1", None),
        ("A*2*1", None),
        ("A * 0", None),
        ("A * 1.5", None),
        ("A", None),
        ("A * 1 (blue)", None),
        ("A * 1;;B * 2", None),
        (" * 1", None),
    ],
)
def test_counted_codes_are_divided_whole_or_not_at_all(cell, found):
    expected = found and tuple(Product(sku=sku, quantity=quantity) for sku, quantity in found)

    assert products(cell) == expected


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("【1】Cup\n(商家编码:A)(产品数量:1 piece)", [Product("Cup", "A", 1)], id="one"),
        pytest.param(
            "【1】Cup\r\n（商家编码：A）\r\n【2】Pot\r\n(产品数量:2)", [Product("Cup", "A"), Product("Pot", None, 2)], id="two"
        ),
        pytest.param("【1】Cup", [Product("Cup")], id="no-labels"),
        pytest.param("【1】Cup\n(产品数量:some)", [Product("Cup")], id="no-number"),
        pytest.param("【1】Cup 【3】 pieces\n(商家编码:A)", None, id="a-title-with-a-bracket"),
        pytest.param("Cup【1】", None, id="not-at-the-beginning"),
        pytest.param("【1】Cup【" + "9" * 5000 + "】", None, id="a-number-without-end"),
        pytest.param("【1】Cup\n( 商家编码 : A )", [Product("Cup", "A")], id="blanks-within-a-label"),
    ],
)  # fmt: skip
def test_numbered_products_are_divided_where_their_numbers_run_on(cell, found):
    assert products(cell) == (tuple(found) if found is not None else None)


def test_a_cell_that_cannot_be_divided_stays_one_line_and_it_is_said(export):
    read = export(
        ["订单号", "订单状态", "下单时间", "产品信息\n（双击单元格展开所有产品信息！）"], ["1", "", "", "Cup and pot"]
    )

    assert one(read)["order"]["lines"] == [{"title": "Cup and pot"}]
    assert "could not be divided for certain: 1, first in row 2" in said(read)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("LP1", ("LP1",)),
        (" LP1 LP2\nLP1；LP3 ", ("LP1", "LP2", "LP3")),
    ],
)
def test_numbers_are_divided_by_what_no_number_holds(cell, found):
    assert numbers(cell) == Parcel(None, found)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Cainiao：LP00123", Parcel("Cainiao", ("LP00123",))),
        ("Post A:LP00123\nPost A:LP00124", Parcel("Post A", ("LP00123", "LP00124"))),
        ("Post A:LP00123;Post B:LP00124", Parcel(None, ("LP00123", "LP00124"))),
        ("Post A:LP00123 Post B:LP00124", None),
        ("LP00123", None),
        (";", None),
    ],
)
def test_carriers_with_numbers_are_divided_whole_or_not_at_all(cell, found):
    assert service_numbers(cell) == found


@pytest.mark.parametrize("read", [products, numbers, service_numbers])
@pytest.mark.parametrize("piece", [" ", "a ", "(a", "( a ", "a*", "a * 1 ", "【1】", "【1】a\n( ", ":", " :", ";\n"])
def test_no_cell_takes_longer_than_it_is_long(read, piece):
    """32,767 signs are what a cell of Excel holds; a pattern that tries all ways takes minutes for them."""
    for cell in (f"x{piece * (32_760 // len(piece))}y", f"【1】x\n({piece * (32_760 // len(piece))}y"):
        begun = time.process_time()
        read(cell)
        assert time.process_time() - begun < 1
