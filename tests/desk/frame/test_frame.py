"""The frame: compressed on the way, told apart from its parts, its figures put in place without moving anything."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.making import rows, taken_in
from tests.store.making import Scene

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
PACKED = {"accept-encoding": "gzip"}


def test_a_page_is_compressed_for_who_takes_it_so_and_says_so(at_desk: Callable[..., Client], one: Scene) -> None:
    client = at_desk()
    packed, plain = client.get("/inbox/", headers=PACKED), client.get("/inbox/")

    assert packed.headers["Content-Encoding"] == "gzip" and b"</html>" in gzip.decompress(packed.content)
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("page", ["/inbox/", "/health/", "/me/"])
def test_no_cache_takes_a_part_for_a_page(at_desk: Callable[..., Client], page: str) -> None:
    told = {one.strip().lower() for one in at_desk().get(page, headers=PACKED).headers["Vary"].split(",")}

    assert {"cookie", "accept-language", "accept-encoding", "hx-request", "hx-request-type"} <= told


def test_a_token_is_masked_anew_on_every_page(at_desk: Callable[..., Client], one: Scene) -> None:
    """What is compressed beside something that a stranger chose must not be the same twice (BREACH)."""
    client = at_desk()
    tokens = {
        re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/inbox/").content.decode())[1] for _ in range(3)
    }

    assert len(tokens) == 3


def test_the_inbox_stays_small_on_the_way(at_desk: Callable[..., Client], one: Scene) -> None:
    rows(one, *[timezone.now() + timedelta(hours=1)] * 120)

    assert len(at_desk().get("/inbox/", headers=PACKED).content) <= 60_000


def test_the_dot_leads_to_the_state_of_the_machine_in_words(at_desk: Callable[..., Client], one: Scene) -> None:
    page = at_desk().get("/me/").content.decode()

    assert re.search(r'<a class="health[^>]*href="/health/"', page) and "All is well" in page


def test_figures_come_alone_each_for_its_place(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.core.words import Action as Verb
    from makegood.store import actions
    from makegood.store.models import Case

    with within(one.organisation):
        case = Case.objects.get(pk=taken_in(one, at=timezone.now()))
        actions.propose(case, Verb.contact_buyer, {"text": "x"}, money=None, by="person:x", at=timezone.now())
    part = at_desk().get("/frame/", headers=PART).content.decode()

    assert 'id="count-approvals" hx-swap-oob="innerHTML">1<' in part and "<html" not in part
    assert all("hx-swap-oob" in tag for tag in re.findall(r"<span id=[^>]+>", part))


def test_the_search_of_the_frame_is_the_whole_search(at_desk: Callable[..., Client]) -> None:
    assert 'role="search" action="/search/"' in at_desk().get("/me/").content.decode()


def test_the_palette_holds_every_place_of_the_rail(at_desk: Callable[..., Client]) -> None:
    page = at_desk().get("/me/").content.decode()
    palette = page[page.index('id="palette"') : page.index('id="keys"')]

    assert all(f'href="{there}" data-place' in palette for there in ("/inbox/", "/health/", "/jobs/", "/bell/"))
