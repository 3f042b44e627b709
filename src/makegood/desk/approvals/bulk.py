"""Several yeses at once: a table of each amount, the total and its cap, and then one press."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from makegood.core.money import Money
from makegood.desk.accounts.fresh import ask_again, is_fresh
from makegood.desk.approvals import queries, saying
from makegood.desk.approvals.rows import Waiting
from makegood.desk.approvals.saying import NotSaid, reason_of
from makegood.desk.approvals.views import person_of
from makegood.desk.asking import Asked, needs
from makegood.desk.templatetags.desk import said
from makegood.store import actions
from makegood.usecases import together as deciding
from makegood.usecases.rights import Right


@require_http_methods(["GET", "POST"])
@needs(Right.approve)
def together(request: Asked) -> HttpResponse:
    """GET: the review. POST: what the review showed, each checked anew; what changed meanwhile drops out with why."""
    given = request.POST if request.method == "POST" else request.GET
    rows = _chosen(request, [key for text in given.getlist("action") if (key := _uuid(text))][: 2 * deciding.MOST])
    plan = _plan(rows)
    if request.method == "GET":
        return render(request, "approvals/together.html", _shown(rows, plan))
    if any(one.money is not None for one in plan.kept) and not is_fresh(request):
        messages.info(
            request, gettext("Money asks who you are once more. Nothing was approved yet: press again after it.")
        )
        return ask_again(request)
    done = 0
    for row, why in _left_out(rows, plan):
        messages.warning(request, f"{row.number} · {said(why)}")
    for one in plan.kept:
        try:
            saying.yes(request, saying.found(UUID(one.id)))
            done += 1
        except NotSaid as trouble:
            number = next(row.number for row in rows if str(row.id) == one.id)
            messages.warning(request, f"{number} · {reason_of(trouble, request, UUID(one.id))}")
    told = ngettext("%(count)d action approved", "%(count)d actions approved", done)
    messages.info(request, told % {"count": done})
    return redirect("desk:approvals")


def _chosen(request: Asked, keys: list[UUID]) -> list[Waiting]:
    return queries.some_of(keys, person_of(request), now=timezone.now())


def _plan(rows: list[Waiting]) -> deciding.Together:
    """Only those this person can say yes to now."""
    able = [deciding.One(str(row.id), row.verb, row.money) for row in rows if row.open]
    return deciding.together(able, actions.limits())


def _shown(rows: list[Waiting], plan: deciding.Together) -> dict[str, object]:
    by_key = {str(row.id): row for row in rows}
    return {
        "kept": [by_key[one.id] for one in plan.kept],
        "dropped": _left_out(rows, plan),
        "totals": [_money(amount, currency) for currency, amount in sorted(plan.totals.items())],
        "caps": [_money(amount, currency) for currency, amount in sorted(plan.caps.items())],
    }


def _left_out(rows: list[Waiting], plan: deciding.Together) -> list[tuple[Waiting, dict[str, str]]]:
    by_key = {str(row.id): row for row in rows}
    unable = [(row, _why(row)) for row in rows if not row.open]
    return [*((by_key[one.id], why.as_json()) for one, why in plan.dropped), *unable]


def _why(row: Waiting) -> dict[str, str]:
    if not row.waits:
        return {"en": f"it is {row.state} already", "zh": "状态已改变，不再等待审批"}
    return row.may_not or next(one.text for one in row.notes if one.stops)


def _money(amount: Decimal, currency: str) -> Money:
    return Money(amount, currency).rounded()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
