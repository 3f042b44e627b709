"""The small trial of `python -m tools.year`: a month over both edges of autumn; and the judge, who must find what is planted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tools.year.chance import DAY, HOUR
from tools.year.judging import Judge, Warned
from tools.year.plan import FOREVER, Life, Plan, Sweep, Telling, lives_of, plan
from tools.year.scale import MONTH
from tools.year.trial import FAULTS, trial

LAPSE = 100 * DAY
QUIET = Plan(0, MONTH, [], [], [], [], [Sweep(at) for at in range(90 * DAY, 101 * DAY, HOUR)])
ALL = (72, 24, 8, 2, 0)


def warned(*hours: int, late: int = 0) -> list[Warned]:
    return [Warned(LAPSE, one, (at := LAPSE - one * HOUR + late), at) for one in hours]


def found(lives: Sequence[Life], warnings: Sequence[Warned], of: Plan = QUIET) -> dict[str, int]:
    count = Judge(of, [sweep.death is None for sweep in of.sweeps]).clock(lives, warnings)
    return {name: count[name] for name in (*FAULTS, "missed by one warning an hour ahead") if count[name]}


RUNNING = Life(95 * DAY, FOREVER, LAPSE)


@pytest.mark.usefixtures("store")
def test_no_deadline_lapses_unannounced_in_a_month_of_outages_clock_steps_and_deaths() -> None:
    verdict = trial(1, MONTH)

    assert {name: verdict[name] for name in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert verdict["timers"] == 10_000 and verdict["had to be announced"] > 9_900 and verdict["deaths"] > 10
    assert verdict["missed by one warning an hour ahead"] > 0  # else the month was too kind to prove anything


@pytest.mark.parametrize(("warnings", "faults"), [
    pytest.param(warned(*ALL), {}, id="the-whole-ladder"),
    pytest.param([], {"unannounced": 1, "rungs missing": 5}, id="silence"),
    pytest.param(warned(0), {"unannounced": 1, "rungs missing": 4}, id="only-the-lapse"),
    pytest.param(warned(72, 24, 2, 0), {"rungs missing": 1}, id="a-rung-left-out"),
    pytest.param(warned(*ALL, 8), {"warned twice": 1}, id="one-twice"),
    pytest.param([*warned(72, 24, 8, 2), *warned(0, late=-HOUR)], {"wrong rung": 1}, id="a-lapse-too-early"),
])  # fmt: skip
def test_the_judge_finds_in_a_clock_that_ran(warnings: list[Warned], faults: dict[str, int]) -> None:
    assert found([RUNNING], warnings) == faults


def test_the_judge_finds_a_warning_after_the_end_and_one_before_the_telling() -> None:
    life = Life(LAPSE - 30 * HOUR, LAPSE - 10 * HOUR, LAPSE)

    assert found([life], warned(72, 24, 8)) == {"warned before it was known": 1, "warned after its end": 1}


def test_a_clock_within_an_outage_is_missed_by_one_warning_an_hour_ahead() -> None:
    out = (LAPSE - 90 * 60, LAPSE + 60)
    down = replace(QUIET, outages=[out], sweeps=[one for one in QUIET.sweeps if not out[0] <= one.at < out[1]])

    assert found([RUNNING], warned(*ALL), down) == {"missed by one warning an hour ahead": 1}


def test_rows_that_a_dead_worker_holds_excuse_a_sweep_and_no_more() -> None:
    life = Life(LAPSE - 90, FOREVER, LAPSE)
    dead, leased, free = Sweep(LAPSE - 80, "claimed"), Sweep(LAPSE - 40), Sweep(LAPSE - 10)

    assert found([life], warned(0, late=60), replace(QUIET, sweeps=[dead, leased])) == {}
    assert found([life], warned(0, late=60), replace(QUIET, sweeps=[dead, leased, free])) == {"unannounced": 1}


def test_a_clock_moved_ended_and_given_again_has_a_life_for_each() -> None:
    told = [
        Telling(1, 0, {"respond": 50, "refund": 60}),
        Telling(2, 0, {"respond": 70}),
        Telling(3, 0, {"respond": 70, "refund": 60}),
    ]

    assert lives_of(told) == {
        "respond": [Life(1, 2, 50), Life(2, FOREVER, 70)],
        "refund": [Life(1, 2, 60), Life(3, FOREVER, 60)],
    }


def test_a_seed_is_one_plan() -> None:
    small = replace(MONTH, cases=50, real=1)

    assert plan(3, small) == plan(3, small) != plan(4, small)
