"""Joining and comparing: each fact once, the later over the earlier, and nothing changes by itself."""

from __future__ import annotations

from makegood.exports import changes, joined
from tests.exports.conftest import SHOPEE

ROW = ["1", "To ship", "2026-06-12T00:00:00Z", "A", "Cup", "1"]
OTHER = ["2", *ROW[1:]]


def test_a_later_file_is_laid_over_an_earlier_one(export):
    early = export((*SHOPEE, "Tracking Number"), [*ROW, ""], name="a.csv")
    late = export(SHOPEE[:2], ["1", "Shipping"], name="b.csv", platform="shopee")

    [case] = joined([*early.parts, *late.parts])

    assert case["order"]["status"] == "Shipping"
    assert case["order"]["lines"] == [{"sku": "A", "title": "Cup", "quantity": 1}]


def test_an_amount_replaces_an_amount_whole(export):
    first = export(["order_id", "amount"], ["1", "5"], platform="wish", currency="USD", name="a.csv")
    second = export(["order_id", "amount"], ["1", "7"], platform="wish", currency="EUR", name="b.csv")

    [case] = joined([*first.parts, *second.parts])

    assert case["order"]["total"] == {"amount": "7.00", "currency": "EUR"}


def test_the_same_number_on_two_platforms_is_two_orders(export):
    read = export(["order_id", "platform"], ["1", "wish"], ["1", "shopee"])

    assert [case["id"] for case in read.cases] == ["wish:1", "shopee:1"]


def test_changes_are_told_by_id(export):
    before = export(SHOPEE, ROW, OTHER).cases
    now = export(SHOPEE, ["1", "Shipping", *ROW[2:]], OTHER, ["3", *ROW[1:]]).cases

    found = changes(before, now)

    assert [[case["id"] for case in some] for some in (found.added, found.changed, found.same)] == [
        ["shopee:3"], ["shopee:1"], ["shopee:2"],
    ]  # fmt: skip
    assert found
    assert not changes(now, now)


def test_an_order_an_export_lacks_is_no_change(export):
    before = export(SHOPEE, ROW, OTHER).cases

    assert not changes(before, before[:1])


def test_the_order_of_rows_changes_no_case(export):
    one_way, other_way = export(SHOPEE, ROW, OTHER).cases, export(SHOPEE, OTHER, ROW).cases

    assert sorted(map(str, one_way)) == sorted(map(str, other_way))
