"""Fields that several forms share: times, money, words to choose; and the zones that times may be told in."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from makegood.desk.intake.fields import Field, Words, choices
from makegood.desk.words import CLOCKS, LAPSES

UNKNOWN = _("not known yet")
CHOOSE = _("choose")
ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles", "Asia/Kuala_Lumpur", "Asia/Singapore", "America/Sao_Paulo")
"""The viewer's own zone is offered before these: where platforms tell their times."""


def moment(name: str, label: Words, help: Words = "") -> Field:
    return Field(name, label, "moment", help)


def money(name: str, label: Words, help: Words = "") -> Field:
    return Field(name, label, "number", help, beside=Field(f"{name}_currency", _("Currency"), "currency"))


def chosen(
    name: str,
    label: Words,
    words: Mapping[str, Words],
    help: Words = "",
    *,
    needed: bool = False,
    blank: Words = UNKNOWN,
) -> Field:
    """`blank`: what stands there while nothing is chosen."""
    return Field(name, label, "choice", help, choices=choices(words, blank=blank), needed=needed)


def zone(viewers: str) -> Field:
    names = dict.fromkeys((viewers, *ZONES))
    return Field(
        "zone", _("Times on this page are in"), "choice", choices=choices({one: one for one in names}), value=viewers
    )


def clock(number: str = "") -> tuple[Field, ...]:
    """A clock as the platform's page shows it; `number` tells several in one form apart."""
    return (
        chosen(f"clock{number}", _("Which clock"), CLOCKS),
        moment(f"due{number}", _("It ends on")),
        Field(f"left{number}", _("or time left"), help=_("As the page shows it: 2 d 3 h 15 min")),
        chosen(f"lapse{number}", _("If we do nothing"), LAPSES),
        Field(f"where{number}", _("Where you read it"), help=_("The page and the place on it; kept with the clock")),
    )
