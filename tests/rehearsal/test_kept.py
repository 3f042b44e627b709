"""The sandbox's world in a file: what was done in it yesterday is there today, and goes on as it would have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from makegood.rehearsal.kept import keep, restore
from makegood.sandbox.aliexpress import documents
from makegood.sandbox.aliexpress.app import SHOP, create_app
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.world import populate

START = datetime(2026, 10, 1, tzinfo=UTC)


def world(*, populated: bool = True) -> State:
    state: State = create_app(now=START, seed=3).extensions["sandbox"].state
    if populated:
        populate(
            state,
            SHOP.seller_id,
            seed=3,
            start=START,
            days=20,
            orders_per_day=4,
            answered_until=START + timedelta(days=9),
        )
        state.wind(START + timedelta(days=12))
    return state


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.world"


def test_is_the_same_world_again(file: Path) -> None:
    before = world()
    keep(before, file)
    after = world(populated=False)
    restore(after, file)

    assert documents.whole(after) == documents.whole(before) and len(before.orders) > 30
    assert after.clock.now() == before.clock.now()


def test_goes_on_as_if_nobody_had_stopped_it(file: Path) -> None:
    left, kept = world(), world()
    keep(kept, file)
    again = world(populated=False)
    restore(again, file)
    for one in (left, again):
        one.wind(START + timedelta(days=19))

    assert documents.whole(again) == documents.whole(left)


def test_only_we_may_read_it(file: Path) -> None:
    keep(world(), file)

    assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_kept_before_stands_until_the_new_is_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(world(), file)
    before = file.read_bytes()
    broken = world()
    broken.remarks[1, 2] = lambda: None  # type: ignore[assignment]
    with pytest.raises(Exception, match="pickle"):
        keep(broken, file)

    assert file.read_bytes() == before
