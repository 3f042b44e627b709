"""Facts and personal data apart, and together again."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from makegood.usecases.apart import OF_A_CASE, changes, laid_back, laid_over, taken_apart

WORDS = st.text(min_size=1, max_size=4)
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "order": st.fixed_dictionaries(
            {"id": WORDS},
            optional={
                "buyer": st.dictionaries(st.sampled_from(["id", "name", "phone", "language"]), WORDS),
                "ship_to": st.dictionaries(st.sampled_from(["name", "line1", "country", "city"]), WORDS),
            },
        ),
        "claim": st.dictionaries(st.sampled_from(["text", "reason", "by"]), WORDS),
        "kind": WORDS,
    },
)


@given(DOCUMENTS)
def test_what_is_taken_apart_is_laid_back_the_same(document: dict[str, Any]) -> None:
    facts, personal = taken_apart(document, OF_A_CASE)

    assert laid_back(facts, personal) == document


@given(DOCUMENTS)
def test_no_personal_place_is_left_in_the_facts(document: dict[str, Any]) -> None:
    facts, _ = taken_apart(document, OF_A_CASE)

    assert taken_apart(facts, OF_A_CASE) == (facts, {})


@given(DOCUMENTS, DOCUMENTS)
def test_changes_laid_over_what_was_give_what_is(before: dict[str, Any], after: dict[str, Any]) -> None:
    whole = laid_over(before, after)

    assert laid_over(before, changes(before, whole)) == whole
    assert changes(whole, whole) == {}


def test_what_is_not_told_leaves_what_was_known() -> None:
    assert laid_over({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"d": 4}}) == {"a": 1, "b": {"c": 2, "d": 4}}


def test_taking_apart_leaves_the_document_as_it_is() -> None:
    document = {"claim": {"text": "hello", "reason": "other"}}
    taken_apart(document, OF_A_CASE)
    assert document == {"claim": {"text": "hello", "reason": "other"}}
