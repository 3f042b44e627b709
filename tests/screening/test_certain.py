"""What SQL calls beyond doubt: never anything that the checks of one order find fault with, and most of what is sound."""

from __future__ import annotations

import random

import duckdb
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from makegood.policies import places
from makegood.screening.certain import doubtful, is_masked
from makegood.screening.contacts import country_code, is_fault

PARTS = ("line1", "city", "state", "postcode", "phone")
CODES = [code for code in sorted(phonenumbers.SUPPORTED_REGIONS) if country_code(code)]
TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=14)
DIGITS = st.text("0123456789 -+()", min_size=4, max_size=16)


def certain(part, pairs):
    """Those of (country, value) that are beyond doubt."""
    with duckdb.connect() as connection:
        connection.execute(f"create table orders (country varchar, {part} varchar)")
        connection.execute(
            "insert into orders select unnest(?::varchar[]), unnest(?::varchar[])", list(zip(*pairs, strict=True))
        )
        left = set(connection.execute(doubtful(part, {country: country for country, _ in pairs if country})).fetchall())
    if part == "line1":
        return [pair for pair in pairs if (None, pair[1]) not in left]
    return [pair for pair in pairs if pair not in left]


def numbers(chance):
    """Every country's own examples in every way of writing, and each again with a digit changed, missing or too many."""
    for code in CODES:
        for kind in TYPES:
            example = phonenumbers.example_number_for_type(code, kind)
            if example is None:
                continue
            national = phonenumbers.national_significant_number(example)
            ways = [
                phonenumbers.format_number(example, form)
                for form in (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
            ]
            ways += [
                national,
                f"{example.country_code}{national}",
                f"00{example.country_code}{national}",
                f"0{national}",
            ]
            for way in ways:
                place = chance.randrange(len(way))
                yield from (
                    (code, way),
                    (code, way[:place] + str(chance.randrange(10)) + way[place + 1 :]),
                    (code, way[:-1]),
                    (code, way + "7"),
                )


def test_passes_no_unreal_phone_of_any_country_and_most_real_ones():
    pairs = list(dict.fromkeys(numbers(random.Random(1))))  # noqa: S311 (the same numbers every time)

    passed = set(certain("phone", pairs))

    real = {pair for pair in pairs if is_fault("phone", *pair) is False}
    assert passed <= real
    plain = {pair for pair in real if not any(run in "".join(filter(str.isdigit, pair[1])) for run in ("2345", "4567"))}
    assert len(passed) > 0.5 * len(plain) > 500


@settings(max_examples=60, deadline=None)
@given(
    part=st.sampled_from(PARTS),
    pairs=st.lists(
        st.tuples(st.sampled_from([None, "US", "BR", "CN", "DE", "KR"]), st.one_of(ANYTHING, DIGITS)), min_size=1
    ),
)
def test_passes_nothing_at_fault(part, pairs):
    assert not [pair for pair in certain(part, pairs) if is_fault(part, *pair) is not False]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, "US", "CN"]), st.one_of(ANYTHING, DIGITS), st.sampled_from("*＊•●x×"), DIGITS),
        min_size=1,
    )
)
def test_what_is_masked_for_certain_is_unknown(given_):
    pairs = [(country, before + mark + after) for country, before, mark, after in given_]
    values = [value for _, value in pairs]

    with duckdb.connect() as connection:
        query = f"select {is_masked('value')} from (select unnest(?::varchar[]) as value)"
        masked = [found for (found,) in connection.execute(query, [values]).fetchall()]

    assert masked == [any(mark in value for mark in "*＊•●") for value in values]
    assert all(is_fault("phone", *pair) is None for pair, is_hidden in zip(pairs, masked, strict=True) if is_hidden)


def test_passes_no_filler_street():
    fillers = [
        ("US", written)
        for word in places._FILLERS
        for written in (word, word.upper(), f" {word}.", "".join(f"{sign}-" for sign in word))
    ]

    assert certain("line1", fillers) == []


@pytest.mark.parametrize(
    ("part", "country", "value"),
    [
        ("phone", "BR", "(11) 99182-0364"), ("phone", "CN", "+86 138 0013 8000"), ("phone", "ID", "0812-3318-0000"), ("phone", "BR", "011991820364"),
        ("line1", "US", "1 Main St"), ("line1", "CN", "文三路417号"), ("line1", "RU", "ул. Ленина, д. 5"), ("postcode", "GB", "sw1a 1aa"),
        ("city", "CN", "义乌"),
    ],
)  # fmt: skip
def test_asks_nothing_further_about_the_usual(part, country, value):
    assert certain(part, [(country, value)]) == [(country, value)]


@pytest.mark.parametrize(
    ("part", "country", "value"),
    [
        ("phone", "CN", "138****8000"), ("phone", "US", "2222222222"), ("phone", "CN", "13456789012"), ("phone", None, "13800138000"),
        ("phone", "CN", "1380013800O"), ("line1", "US", "asdf"), ("line1", "US", "12"), ("postcode", "US", "9021"), ("city", "US", "-"),
    ],
)  # fmt: skip
def test_leaves_the_rest_to_be_judged(part, country, value):
    assert certain(part, [(country, value)]) == []
