"""Authorising a shop against the sandbox: the page, the code, tokens, and new tokens for old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from makegood.connectors.aliexpress.addresses import AddressNotAllowed
from makegood.connectors.aliexpress.connecting import connect, renewing
from makegood.connectors.aliexpress.oauth import App
from makegood.sandbox.aliexpress.app import APP
from makegood.usecases.ports import SignInNeeded, Tokens, Unanswered, Unavailable
from tests.platforms.aliexpress_live import Live, live
from tests.wire.calling import OpenPace

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def code(town: Live) -> str:
    """As a seller's browser brings it: from the page, by the redirect."""
    url = urlsplit(town.app.authorize_url("http://127.0.0.1:1/back", state="s 1&2"))
    answer = town.admin.get(f"{url.path}?{url.query}")
    told = parse_qs(urlsplit(answer.location).query)
    assert told["state"] == ["s 1&2"]
    return told["code"][0]


def test_a_code_is_exchanged_for_tokens_that_work(town: Live) -> None:
    town.purse.tokens = town.app.exchange(code(town), at=town.now())

    assert list(town.connector().pull(since=town.now())) == []


def test_lifetimes_are_as_told(town: Live) -> None:
    tokens = town.app.exchange(code(town), at=town.now())

    assert tokens.access_until == town.now() + timedelta(days=30)
    assert tokens.refresh_until == town.now() + timedelta(days=60)


def test_tokens_that_cannot_be_renewed_say_so(town: Live) -> None:
    town.post("apps", key=APP.key, secret=APP.secret, profile="once")

    assert town.app.exchange(code(town), at=town.now()).refresh_until is None


def test_a_code_serves_once_and_not_for_long(town: Live) -> None:
    used, late = code(town), code(town)
    town.app.exchange(used, at=town.now())
    town.wind(timedelta(minutes=31))

    for old in (used, late, "made-up"):
        with pytest.raises(SignInNeeded):
            town.app.exchange(old, at=town.now())


def test_refreshing_spends_the_old_token_and_does_not_prolong_its_end(town: Live) -> None:
    first = town.app.exchange(code(town), at=town.now())
    town.wind(timedelta(days=10))
    second = town.app.refresh(first.refresh, at=town.now())

    assert second.refresh != first.refresh
    assert second.refresh_until == first.refresh_until
    assert second.access_until == town.now() + timedelta(days=30)
    with pytest.raises(SignInNeeded):
        town.app.refresh(first.refresh, at=town.now())


def test_an_access_token_past_its_end_is_renewed_within_the_call(town: Live) -> None:
    town.wind(timedelta(days=31))

    assert list(town.connector().pull(since=town.now())) == []
    assert town.purse.renewals == 1


def test_past_the_refresh_tokens_end_a_person_must_sign_in(town: Live) -> None:
    town.wind(timedelta(days=61))

    with pytest.raises(SignInNeeded):
        list(town.connector().pull(since=town.now()))


@pytest.mark.parametrize(
    ("kind", "met"), [("timeout_after", Unanswered), ("error_after", Unanswered), ("malformed", Unanswered), ("limit", Unavailable)]
)  # fmt: skip
def test_a_renewal_is_asked_for_once(town: Live, kind: str, met: type) -> None:
    tokens = town.app.exchange(code(town), at=town.now())
    town.fault(kind, "/auth/token/refresh", count=1)

    with pytest.raises(met):
        town.app.refresh(tokens.refresh, at=town.now())
    assert sum(call["method"] == "/auth/token/refresh" for call in town.state.calls) == 1


def test_the_pieces_are_put_together_for_a_shop(town: Live) -> None:
    place = {"base": town.address, "app_key": APP.key, "secret": APP.secret, "pace": OpenPace(), "now": town.now}

    shop = connect(**place, vault=town.purse, options={"read_lag": 7, "return_address": "9001"})

    assert list(shop.pull(since=town.now())) == []
    assert {verb.settle for verb in shop.verbs.values()} == {town.wire.timeouts.longest + timedelta(seconds=7)}
    assert renewing(**place)(town.purse.tokens.refresh).access != town.purse.tokens.access


def test_nothing_of_a_token_is_shown(town: Live) -> None:
    tokens = town.app.exchange(code(town), at=town.now())

    shown = f"{tokens!r} {town.app!r} {town.app}"
    assert not any(secret in shown for secret in (tokens.access, tokens.refresh, APP.secret))
    assert isinstance(tokens, Tokens)


def test_no_app_is_made_for_another_address() -> None:
    with pytest.raises(AddressNotAllowed, match="loopback"):
        App(app_key="1", secret="CANARY", pace=OpenPace(), wire=None, base="https://elsewhere.test")  # type: ignore[arg-type]
