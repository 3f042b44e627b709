"""The map of topics: every leaf is reachable, a page states cited facts or says that none is held."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from makegood.desk.topics.screen import by_slug, groups
from makegood.policies.topics import topics
from tests.desk.working.making import text

Desk = Callable[..., Client]


def test_every_leaf_has_an_address_of_its_own() -> None:
    assert len(by_slug()) == len(topics()) and "" not in by_slug()
    assert sum(len(group.leaves) for group in groups()) == len(topics())


def test_each_group_stands_once() -> None:
    names = [group.name["en"] for group in groups()]

    assert len(names) == len(set(names))


def test_every_leaf_leads_somewhere_that_is_there(store: object, at_desk: Desk) -> None:
    client = at_desk()
    page = client.get("/topics/").content.decode()
    leads = {one.replace("&amp;", "&") for one in re.findall(r'<a class="badge[^"]*" href="([^"]+)"', page)}

    assert all(leaf.ways and all(way.address for way in leaf.ways) for group in groups() for leaf in group.leaves)
    assert len(leads) > 40
    assert [one for one in leads if client.get(one).status_code != 200] == []


@pytest.mark.parametrize("has_facts", [True, False])
def test_a_page_cites_or_says_that_nothing_is_held(store: object, at_desk: Desk, has_facts: bool) -> None:
    slug, topic = next((slug, one) for slug, one in by_slug().items() if bool(one.facts) is has_facts)
    page = text(at_desk().get(f"/topics/{slug}/"))

    assert ("No cited fact is held" in page) is not has_facts
    assert "AUDIT-10" in page and (not has_facts or topic.facts[0].where in page)


def test_a_leaf_is_found_by_its_name_in_either_language(store: object, at_desk: Desk) -> None:
    client = at_desk()

    assert "1 topic found" in text(client.get("/topics/", {"q": "本地退货"}))
    assert "Local return" in text(client.get("/topics/", {"q": "LOCAL RET"}))
    assert "No topic of that name" in text(client.get("/topics/", {"q": "zzz"}))


def test_an_unknown_leaf_is_not_found(store: object, at_desk: Desk) -> None:
    assert at_desk().get("/topics/nowhere/").status_code == 404
