"""Every route × method × eight people × own and foreign ids in path, query and body: nothing of another organisation is seen or touched.

Made from the resolver: a route that is added is in the matrix at once. One without a right, or a form without a sample, fails.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store.walls import tenant_models
from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS, Right
from tests import conftest
from tests.desk.rights import bodies
from tests.desk.rights.asking import undone
from tests.desk.rights.cast import ACTORS, Cast, cast
from tests.desk.rights.matrix import Found, Matrix
from tests.desk.rights.planting import text_columns
from tests.desk.rights.routes import OPEN, OWN, READERS_MAY_POST, SIGNED, routes

ROUTES = routes()
OURS = [route for route in ROUTES if route.is_ours]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of refusals are what is asked for here."""
    for name in ("django.request", "django.security.csrf"):
        caplog.set_level(logging.CRITICAL, logger=name)


@pytest.fixture(scope="module")
def people(opened: object) -> Iterator[Cast]:
    """Made once: each request of the matrix is taken back."""
    conftest.emptied()
    yield cast(timezone.now() - timedelta(seconds=1))
    conftest.emptied()


@pytest.fixture(scope="module")
def found(people: Cast) -> Found:
    """What the owner can do with own ids: which methods a route takes, and an own address of each."""
    return Found.by_asking(people, ROUTES)


# --- what stands at the routes --------------------------------------------------------------------------------


def test_every_route_says_which_right_it_needs_or_why_none() -> None:
    silent = [str(one) for one in ROUTES if not isinstance(one.right, Right) and one.name not in OPEN | OWN]

    assert not silent, (
        f"mark the view with @needs(Right.…), or say in tests/desk/rights/routes.py why it needs none: {silent}"
    )


def test_strangers_reach_what_is_said_to_be_open_and_no_more() -> None:
    assert {one.name for one in ROUTES if one.is_open} == set(OPEN)


def test_no_exemption_outlives_its_route() -> None:
    assert (set(OPEN) | set(OWN) | set(READERS_MAY_POST)) <= {one.name for one in ROUTES}


def test_what_is_written_needs_more_than_the_right_to_read(found: Found) -> None:
    writes = {one.name for one in OURS if "POST" in found.methods[one.name] and one.right is Right.read}

    assert writes <= set(READERS_MAY_POST), "say in tests/desk/rights/routes.py why whoever reads may write there"


def test_every_route_of_ours_takes_named_methods_only(found: Found) -> None:
    anything = [str(one) for one in OURS if found.methods[one.name] == {"*"} and one.name != "desk:start"]

    assert not anything, f"mark the view with @require_GET or @require_POST: {anything}"


def test_every_form_has_a_sample(found: Found) -> None:
    missing = [str(one) for one in ROUTES if "POST" in found.methods[one.name] and not bodies.samples().get(one.name)]

    assert not missing, f"give the room's tests/desk/ROOM/bodies.py a sample form for: {missing}"


def test_every_route_is_reached_with_an_id_of_ones_own(found: Found) -> None:
    assert not found.unreached, "no own id opens these, so that they refuse foreign ones proves nothing"


def test_every_form_needs_its_token(people: Cast, found: Found) -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost", raise_request_exception=False)
    client.cookies["sessionid"] = people.clients["owner"].cookies["sessionid"].value
    taken = []
    for one in OURS:
        if "POST" in found.methods[one.name] and one.name not in {"csp_reports", *SIGNED}:
            with undone():
                taken += [one.name] * (client.post(found.own[one.name]).status_code != 403)

    assert not taken


def test_the_canary_is_in_every_column_that_says_something_of_somebody(people: Cast) -> None:
    from makegood.store.tenancy import within

    without = []
    with within(people.theirs.scene.organisation):
        for model in tenant_models():
            rows = list(model.objects.values())
            assert rows, f"{model.__name__}: no row, so no leak of it would show"
            for field in text_columns(model):
                if not any(people.theirs.canary in str(row[field.column]) for row in rows):
                    without.append(f"{model.__name__}.{field.name}")

    assert not set(without) - NOTHING_TO_SAY, (
        "put the column among planting.WORDS, or give the cast a row that has a sentence in it"
    )


NOTHING_TO_SAY = {
    "Shop.settings", "Shop.options", "Action.receipt", "Order.audit", "Evidence.reading", "Case.facts", "Import.counts", "Import.mapping",
    "Import.seen", "Import.why", "Notice.headers",
}  # fmt: skip
"""JSON of keys and numbers only, in this cast."""


# --- the matrix -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ACTORS)
def test_shows_and_touches_nothing_that_is_anothers(people: Cast, found: Found, actor: str) -> None:
    matrix = Matrix(people, found, actor)
    for route in ROUTES:
        matrix.play(route)

    assert not matrix.faults, f"{len(matrix.faults)} of {matrix.asked}:\n" + "\n".join(matrix.faults[:40])
    assert matrix.asked > len(ROUTES)


@pytest.mark.parametrize("right", list(Right))
def test_each_right_is_refused_to_somebody_or_is_everybodys(right: Right) -> None:
    assert HOLDERS[right] < set(Role) or right is Right.read
