"""What holds for every case: the future, the file's order and unknown fields change no answer."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood import assess
from makegood.core import schema
from makegood.core.words import Kind, Platform
from tests.world import START, Chance, _event, follow, random_case, stamp

seeds = st.integers(0, 2**32)
moments = st.integers(-3 * 24 * 60, 12 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def answer(document: dict[str, Any], at: Any) -> dict[str, Any]:
    """The assessment without `ignored`, which names unknown fields and so must differ by them."""
    assessment = assess(document, at)
    assessment.pop("ignored")
    return assessment


@settings(deadline=None, max_examples=300)
@given(seeds, moments, st.integers(1, 10**6))
def test_an_event_dated_after_the_moment_never_changes_the_answer(seed, at, later):
    document = random_case(seed)
    chance, grown = Chance(seed + later), copy.deepcopy(document)
    event = _event(chance, document.get("kind", ""))
    event["at"] = stamp(at + timedelta(seconds=later))
    grown["events"].insert(chance.randint(0, len(grown["events"])), event)

    assert answer(grown, at) == answer(document, at)


@settings(deadline=None, max_examples=300)
@given(seeds, moments, st.randoms(use_true_random=False))
def test_the_order_of_events_in_the_file_never_changes_the_answer(seed, at, random):
    document = random_case(seed)
    document["events"] += document["events"][:1]
    shuffled = copy.deepcopy(document)
    random.shuffle(shuffled["events"])

    assert answer(shuffled, at) == answer(document, at)


@settings(deadline=None, max_examples=200)
@given(seeds, moments)
def test_an_event_told_twice_counts_once(seed, at):
    document = random_case(seed)
    doubled = copy.deepcopy(document)
    doubled["events"] += copy.deepcopy(document["events"])

    assert answer(doubled, at) == answer(document, at)


@settings(deadline=None, max_examples=200)
@given(
    seeds, moments, st.text(min_size=1, max_size=8).map(lambda text: "x-" + text), st.integers() | st.text() | st.none()
)
def test_an_unknown_field_never_changes_the_answer_and_is_reported(seed, at, name, value):
    document = random_case(seed)
    grown = copy.deepcopy(document)
    places = [grown, *(grown[key] for key in ("order", "claim", "shop") if key in grown), *grown["events"]]
    Chance(seed).choice(places)[name] = value

    assessment = assess(grown, at)

    assert len(assessment.pop("ignored")) == 1
    assert assessment == answer(document, at)


@settings(deadline=None, max_examples=200)
@given(seeds, moments)
def test_a_past_moment_is_assessed_as_it_was_then(seed, at):
    document = random_case(seed)
    then = copy.deepcopy(document)
    then["events"] = [event for event in then["events"] if event["at"] <= stamp(at)]
    then["evidence"] = [piece for piece in then.get("evidence", []) if piece.get("at", "") <= stamp(at)]

    assert answer(document, at) == answer(then, at)


VALID = jsonschema.Draft202012Validator(schema.assessment())
CASES = jsonschema.Draft202012Validator(schema.case())


@settings(deadline=None, max_examples=200)
@given(seeds, moments)
def test_every_case_and_every_assessment_keeps_its_schema(seed, at):
    document = random_case(seed)

    CASES.validate(document)
    VALID.validate(json.loads(json.dumps(assess(document, at))))


@settings(deadline=None, max_examples=200)
@given(seeds, moments)
def test_at_most_one_option_is_recommended_and_it_is_allowed(seed, at):
    options = assess(random_case(seed), at)["options"]

    recommended = [one for one in options if one["recommended"]]

    assert len(recommended) <= 1
    assert all(one["allowed"] for one in recommended)
    assert len({one["remedy"] for one in options}) == len(options)


PER_PLACE = 160
"""Cases for each kind on each platform: 16 × 4 × 160 = 10,240."""


@pytest.mark.clause("ALL-1", "ALL-2")
@pytest.mark.parametrize("platform", [str(platform) for platform in Platform])
@pytest.mark.parametrize("kind", [str(kind) for kind in Kind])
def test_following_the_next_step_ends_closed_or_in_a_dated_wait_and_proposes_nothing_twice(platform, kind):
    ends = {follow(seed, platform, kind) for seed in range(PER_PLACE)}

    assert ends <= {"closed", "wait"}
    assert "closed" in ends
