"""The map as plain values: groups of leaves, where each leads in the desk, and a leaf's page of cited facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from makegood.core.words import Platform
from makegood.desk.frame.places import address_of
from makegood.desk.words import word
from makegood.policies.topics import Topic, topics

OF = Platform.aliexpress


@dataclass(frozen=True, slots=True)
class Way:
    """Where a leaf leads. `what`: kind, action, view or page; `address` None: that room is not there yet."""

    what: str
    label: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Leaf:
    slug: str
    name: Mapping[str, str]
    ways: list[Way]
    is_cited: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: Mapping[str, str]
    leaves: list[Leaf]


@cache
def by_slug() -> dict[str, Topic]:
    return {slug_of(one): one for one in topics()}


def slug_of(topic: Topic) -> str:
    return slugify(topic.name.en)


def groups(searched: str = "") -> list[Group]:
    """The map, or those leaves whose name or group holds what is searched for."""
    wanted = searched.strip().casefold()
    found = [one for one in topics() if wanted in _searchable(one)]
    ordered = sorted(found, key=lambda one: _first_place(one.group.en))
    return [
        Group(leaves[0].group.as_json(), [leaf(one) for one in leaves])
        for _, same in groupby(ordered, key=lambda one: one.group.en)
        if (leaves := list(same))
    ]


def _searchable(topic: Topic) -> str:
    return " ".join((topic.name.en, topic.name.zh, topic.group.en, topic.group.zh)).casefold()


@cache
def _first_place(group: str) -> int:
    """A group stands where its first leaf stands in the guide's index."""
    return next(place for place, one in enumerate(topics()) if one.group.en == group)


def leaf(topic: Topic) -> Leaf:
    return Leaf(slug_of(topic), topic.name.as_json(), list(_ways(topic)), bool(topic.facts))


def _ways(topic: Topic) -> list[Way]:
    leads = topic.leads_to
    ways = [Way("kind", word("kind", kind), of_kind(kind)) for kind in leads.get("kinds", ())]
    if (action := leads.get("action")) is not None:
        ways.append(Way("action", word("action", action), _asking()))
    if (view := leads.get("view")) is not None:
        ways.append(Way("view", view, _VIEWS[view]()))
    if leads.get("page"):
        ways.append(Way("page", "", reverse("desk:topic", args=[slug_of(topic)])))
    return ways


def of_kind(kind: str) -> str:
    """The cases of that kind on this platform."""
    return f"{reverse('desk:inbox')}?{urlencode({'view': 'all', 'platform': OF.value, 'kind': kind})}"


def _asking() -> str:
    """An action belongs to a case: the cases of this platform, from whose page it is asked for."""
    return f"{reverse('desk:inbox')}?{urlencode({'view': 'all', 'platform': OF.value})}"


def _orders() -> str:
    return address_of("orders") or f"{reverse('desk:inbox')}?{urlencode({'view': 'all', 'platform': OF.value})}"


def _composer() -> str:
    """Messages are written from a case: those that wait for us."""
    return f"{reverse('desk:inbox')}?{urlencode({'view': 'todo', 'platform': OF.value})}"


_VIEWS = {"orders": _orders, "composer": _composer}


def new_case(topic: Topic) -> str | None:
    """A case opened by hand, for the first kind that the leaf leads to."""
    there, kinds = address_of("new_case"), topic.leads_to.get("kinds") or ()
    if there is None:
        return None
    asked = {"platform": OF.value} | ({"kind": kinds[0]} if kinds else {})
    return f"{there}?{urlencode(asked)}"


def question(topic: Topic) -> dict[str, str]:
    """What may be put to the platform's service, where we hold nothing (AUDIT-10)."""
    return {
        "en": f"Question about “{topic.name.en}”: which rule holds for our shop now, since when, and where is it published? "
        "The facts of our case: order number, dates, what happened.",
        "zh": f"咨询「{topic.name.zh}」：目前适用于我店的规则是什么，何时生效，在哪里公布？案件事实：订单号、日期、经过。",
    }
