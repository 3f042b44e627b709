"""Return terms as typed: what is missing is named, what is not understood says what was expected, the text holds them all."""

from __future__ import annotations

import pytest

from makegood.core.reading import read
from makegood.core.words import Term
from makegood.rules.settling import REQUIRED_TERMS
from makegood.usecases.return_terms import agreed, as_typed, lines, text
from tests.building import bare, event

TYPED = {
    "address": "Yiwu", "recipient": "Wang", "phone": "138", "freight_bearer": "seller", "freight_form": "collect", "days": "7",
    "goods_condition": "unworn", "carrier_demand": "SF",
}  # fmt: skip


def faults(**typed: str) -> set[Term]:
    return {one.term for one in lines({**TYPED, **typed}) if one.fault}


@pytest.mark.parametrize("term", list(Term))
def test_each_term_but_the_carriers_demand_is_needed(term: Term) -> None:
    assert faults(**{str(term): " "}) == ({term} & set(REQUIRED_TERMS))


@pytest.mark.parametrize(
    ("term", "value"),
    [("days", "0"), ("days", "366"), ("days", "１"), ("days", "1.0"), ("freight_bearer", "us"), ("freight_form", "x"),
     ("address", "a" * 501)],
)  # fmt: skip
def test_what_is_not_understood_is_no_term(term: str, value: str) -> None:
    assert faults(**{term: value}) == {Term(term)}


def test_what_is_agreed_reads_as_a_case_file_does() -> None:
    terms = agreed(lines(TYPED))
    document = bare("ali1688", "return", event("return_terms_proposed", terms=terms), order={"id": "1"})
    (proposed,) = read(document).events

    assert as_typed(proposed.terms) == TYPED


def test_no_demand_as_to_the_carrier_is_null() -> None:
    assert "carrier_demand" not in agreed(lines({**TYPED, "carrier_demand": ""}))


def test_the_text_names_every_term_in_both_languages() -> None:
    said = text(agreed(lines({**TYPED, "carrier_demand": ""})), "819")

    assert "Who bears the freight: the seller" in said.en and "运费承担方：卖家承担" in said.zh
    assert "Demand as to the carrier: none" in said.en and "快递要求：无" in said.zh
    assert "819" in said.en and "819" in said.zh and "旺旺" in said.zh
