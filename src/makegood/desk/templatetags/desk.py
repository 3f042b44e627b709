"""What templates may say: words of the contract, money, instants, icons, assets. Built in: no template loads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.desk import assets, words
from makegood.desk.clocks import Group
from makegood.desk.inbox.asked import View

register = template.Library()

SIGNS = {"USD": "US$", "EUR": "€", "CNY": "CN¥", "GBP": "£", "BRL": "R$"}
"""House: signs that can be taken for no other currency; the others stand as their code."""


@register.filter
def word(name: str | None, family: str) -> str:
    """`{{ case.kind|word:"kind" }}`"""
    return words.word(family, name)


@register.filter
def money(value: Money | Mapping[str, str] | None) -> str:
    """The amount with its currency, always: `US$1,234.50`, `KRW 1,200`."""
    if value is None:
        return ""
    one = value if isinstance(value, Money) else Money(Decimal(value["amount"]), value["currency"])
    sign = SIGNS.get(one.currency)
    return f"{sign}{one.amount:,f}" if sign else f"{one.currency}\u00a0{one.amount:,f}"


@register.filter
def moneys(values: Iterable[Money]) -> str:
    """Amounts in several currencies; never one sum of them."""
    return " + ".join(money(one) for one in values)


@register.filter
def said(text: Mapping[str, str] | None) -> str:
    """A sentence that is data, in the viewer's language."""
    if not text:
        return ""
    return text["zh" if (get_language() or "").startswith("zh") else "en"]


@register.filter
def instant(value: datetime | str | None) -> str:
    """Day and time where the viewer is: `11-27 16:00`; with its year, where that is another."""
    if not value:
        return ""
    here = timezone.localtime(parse(value) if isinstance(value, str) else value)
    return here.strftime("%m-%d %H:%M" if here.year == timezone.localtime().year else "%Y-%m-%d %H:%M")


@register.filter
def iso(value: datetime | str | None) -> str:
    return "" if not value else value if isinstance(value, str) else value.isoformat()


@register.filter
def masked(text: str | None) -> str:
    """The last four signs of a number; of a name the first."""
    if not text:
        return ""
    return f"***{text[-4:]}" if any(sign.isdigit() for sign in text) else f"{text[0]}*"


@register.filter
def group_label(group: str) -> str:
    return {
        Group.overdue: gettext("Overdue"),
        Group.four_hours: gettext("Within 4 hours"),
        Group.today: gettext("Today"),
        Group.tomorrow: gettext("Tomorrow"),
        Group.this_week: gettext("This week"),
        Group.later: gettext("Later"),
        Group.unknown: gettext("No known clock"),
        Group.closed: gettext("Closed"),
    }[Group(group)]


@register.filter
def tab_label(view: View) -> str:
    return {
        View.todo: pgettext("inbox tab", "Ours to do"),
        View.mine: pgettext("inbox tab", "Mine"),
        View.buyer: pgettext("inbox tab", "Waiting for buyer"),
        View.platform: pgettext("inbox tab", "With the platform"),
        View.snoozed: pgettext("inbox tab", "Put off"),
        View.all: pgettext("inbox tab", "All"),
    }[view]


@register.filter
def until_label(until: str) -> str:
    return {
        "two_hours": gettext("In two hours"),
        "evening": gettext("This evening"),
        "tomorrow": gettext("Tomorrow morning"),
        "three_days": gettext("In three days"),
        "monday": gettext("Monday morning"),
    }[until]


@register.simple_tag
def icon(name: str, size: str = "size-4") -> SafeString:
    """A drawing from the sprite; it says nothing by itself, so that words always stand beside it."""
    return format_html(
        '<svg class="{} shrink-0" aria-hidden="true"><use href="{}#{}"></use></svg>',
        size,
        assets.address("icons.svg"),
        name,
    )


@register.simple_tag
def asset(name: str) -> str:
    return assets.address(name)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any]) -> str:
    """This page's own address, for forms that come back to it."""
    request = context.get("request")
    return request.get_full_path() if request is not None else "/"
