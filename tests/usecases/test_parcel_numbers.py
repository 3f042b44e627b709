"""Tracking numbers looked at: the S10 check digit by its published vectors, platforms' forms, carriers, and what is on file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.case import Shipment
from makegood.core.words import Platform
from makegood.usecases.parcel_numbers import Level, check_digit, may_go, remarks

ON_FILE = Shipment(tracking="ZT-1", numbers=("LP00123456789012",))


def levels(number: str, platform: Platform = Platform.aliexpress, **more: object) -> list[Level]:
    return [one.level for one in remarks(number, platform=platform, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["EE471108151FR", "RR473124829GB", "EB000717595HK", "rr 473 124 829 gb"])
def test_published_numbers_fit(number: str) -> None:
    assert levels(number) == [Level.good]


def test_one_digit_off_is_wrong_and_says_which_fits() -> None:
    (one,) = remarks("EB000717594HK", platform=Platform.aliexpress)

    assert one.level is Level.wrong and "5 fits" in one.text.en and "应为 5" in one.text.zh


@given(st.integers(0, 10**8 - 1), st.integers(0, 9))
def test_of_ten_check_digits_one_fits(serial: int, digit: int) -> None:
    text = f"{serial:08d}"
    number = f"RR{text}{digit}CN"

    assert (levels(number) == [Level.good]) is (digit == check_digit(text))


@pytest.mark.parametrize("number", ["UJ123456789YP", "ZT7788", "78912345678901", "R473124829GB"])
def test_what_is_no_s10_number_is_not_judged_as_one(number: str) -> None:
    assert levels(number, Platform.ali1688) == []


@pytest.mark.parametrize(("number", "level"), [("LP00123456789012", []), ("LP123", [Level.doubtful]), ("LPX", [])])
def test_an_lp_number_of_another_length_is_doubtful(number: str, level: list[Level]) -> None:
    assert levels(number) == level


def test_wish_takes_letters_and_digits_whoever_insists() -> None:
    found = remarks("ZT-77", platform=Platform.wish)

    assert not may_go(found, insisted=True)
    assert levels("ZT77", Platform.wish) == []


@pytest.mark.parametrize(
    ("number", "fits"), [("RR473124829TH", True), ("TH12345678901", False), ("A" * 11 + "TH", True)]
)
def test_thai_numbers_have_thirteen_signs_and_end_in_th(number: str, fits: bool) -> None:
    said = [one.text.en for one in remarks(number, platform=Platform.shopee, region="TH")]

    assert any("Thai" in text for text in said) is not fits
    assert not any("Thai" in one.text.en for one in remarks(number, platform=Platform.shopee, region="MY"))


@pytest.mark.parametrize("number", ["", "  ", "zt 1", "Z" * 65])
def test_these_are_never_put_in(number: str) -> None:
    assert not may_go(remarks(number, platform=Platform.ali1688, shipment=ON_FILE), insisted=True)


def test_another_number_of_the_same_parcel_is_said_and_may_go() -> None:
    found = remarks("lp00123456789012", platform=Platform.ali1688, shipment=ON_FILE)

    assert [one.level for one in found] == [Level.doubtful] and may_go(found, insisted=False)


@pytest.mark.parametrize(
    ("carrier", "doubt"), [("China Post", True), ("Hongkong Post", False), ("SF", False), ("", False)]
)
def test_a_post_that_did_not_issue_the_number_is_doubted(carrier: str, doubt: bool) -> None:
    assert (Level.doubtful in levels("EB000717595HK", carrier=carrier)) is doubt


def test_a_reserved_beginning_is_doubted() -> None:
    assert levels(f"SA10000000{check_digit('10000000')}CN") == [Level.doubtful, Level.good]
