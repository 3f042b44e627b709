"""The state of the machine in sentences: what is wrong first, with what to do; one line where all is well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from makegood.store.doctor import Check
from makegood.store.state import Clock, Queue, Reading, Stuck

KINDS: dict[str, str | Promise] = {
    "send": gettext_lazy("Actions to be sent"),
    "warn": gettext_lazy("Clocks to be announced"),
    "assess": gettext_lazy("Cases to be assessed anew"),
    "pull": gettext_lazy("Shops to be read"),
    "seal": gettext_lazy("Record to be sealed"),
    "erase": gettext_lazy("Personal data to be erased in time"),
    "check_record": gettext_lazy("Record to be checked"),
    "import": gettext_lazy("Imports, and their files to be let go after a week"),
}
CHECKS: dict[str, str | Promise] = {
    "database": gettext_lazy("Database"),
    "reachable": gettext_lazy("Database"),
    "clock": gettext_lazy("Clock"),
    "disk": gettext_lazy("Disk"),
}
STATES: dict[str, str | Promise] = {
    "by_hand": gettext_lazy("worked by hand"),
    "never": gettext_lazy("not read yet"),
    "well": gettext_lazy("up to date"),
    "lags": gettext_lazy("lags behind"),
    "trouble": gettext_lazy("cannot be read"),
    "stuck": gettext_lazy("given up after many failures"),
    "reading": gettext_lazy("being read now"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`level`: red or amber."""

    level: str
    text: str
    do: str = ""


def kind(name: str) -> str:
    return str(KINDS.get(name, name))


def troubles(
    checks: Sequence[Check],
    queues: Sequence[Queue],
    clocks: Sequence[Clock],
    readings: Sequence[Reading],
    stuck: Sequence[Stuck],
    *,
    is_worked: bool,
    now: datetime,
    language: str,
) -> list[Sentence]:
    """What is wrong, the worst first; empty: all is well."""
    said = [
        *_of_workers(is_worked),
        *_of_checks(checks, language),
        *_of_clocks(clocks),
        *_of_queues(queues, now),
        *_of_shops(readings),
        *_of_stuck(stuck),
    ]
    return sorted(said, key=lambda one: one.level != "red")


def _of_workers(is_worked: bool) -> Iterator[Sentence]:
    if not is_worked:
        yield Sentence(
            "red",
            gettext("No worker is at work: nothing is sent, read or announced"),
            gettext("Start one, on any machine that reaches the database: makegood work"),
        )


def _of_checks(checks: Sequence[Check], language: str) -> Iterator[Sentence]:
    for one in checks:
        if not one.well:
            do = getattr(one.do, language) if one.do is not None else ""
            yield Sentence("red", f"{CHECKS.get(one.name, one.name)}: {getattr(one.found, language)}", do)


def _of_clocks(clocks: Sequence[Clock]) -> Iterator[Sentence]:
    missed = sum(one.is_missed for one in clocks)
    if missed:
        text = ngettext(
            "%(count)d clock was not announced in time", "%(count)d clocks were not announced in time", missed
        )
        yield Sentence(
            "red",
            text % {"count": missed},
            gettext("Look at the list below yourself; then start a worker: makegood work"),
        )


def _of_queues(queues: Sequence[Queue], now: datetime) -> Iterator[Sentence]:
    late = [one for one in queues if one.is_late(now)]
    if late:
        names = ", ".join(kind(one.kind) for one in late)
        yield Sentence(
            "red",
            gettext("Work waits longer than it should: %(names)s") % {"names": names},
            gettext("No worker takes it. Start one, or more of them: makegood work"),
        )


def _of_shops(readings: Sequence[Reading]) -> Iterator[Sentence]:
    for one in readings:
        if one.state in ("trouble", "stuck", "lags"):
            said = f"{one.shop.name}: {STATES[one.state]}"
            why = one.shop.trouble or one.problem
            yield Sentence(
                "amber",
                f"{said} · {why}" if why else said,
                gettext("Its cases stay; what they show is as of the last reading."),
            )


def _of_stuck(stuck: Sequence[Stuck]) -> Iterator[Sentence]:
    if stuck:
        count = len(stuck)
        text = ngettext("%(count)d piece of work failed too often", "%(count)d pieces of work failed too often", count)
        yield Sentence(
            "amber", text % {"count": count}, gettext("Look at it under Jobs, mend the cause, and have it tried again.")
        )


def out_there(by_state: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(by_state.items())
