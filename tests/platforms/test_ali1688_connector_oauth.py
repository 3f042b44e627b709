"""Authorising a shop against the sandbox: the page, the code, tokens, and new tokens for old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from makegood.connectors.ali1688.addresses import AddressNotAllowed
from makegood.connectors.ali1688.connecting import connect, renewing
from makegood.connectors.ali1688.oauth import UNTOLD, App
from makegood.sandbox.ali1688.app import APP
from makegood.usecases.ports import SignInNeeded, Tokens, Unanswered, Unavailable
from tests.platforms.ali1688_live import ADDRESS, Live, live
from tests.wire.calling import OpenPace

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
BACK = "http://127.0.0.1:1/back"


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def code(town: Live) -> str:
    """As a seller's browser brings it: from the page, by the redirect."""
    url = urlsplit(town.app.authorize_url(BACK, state="s 1&2"))
    answer = town.admin.get(f"{url.path}?{url.query}")
    told = parse_qs(urlsplit(answer.location).query)
    assert told["state"] == ["s 1&2"]
    return told["code"][0]


def exchanged(town: Live) -> Tokens:
    return town.app.exchange(code(town), redirect_uri=BACK, at=town.now())


def test_a_code_is_exchanged_for_tokens_that_work(town: Live) -> None:
    town.purse.tokens = exchanged(town)

    assert town.pulled(since=town.now()) == {}


def test_lifetimes_are_as_told(town: Live) -> None:
    tokens = exchanged(town)

    assert tokens.access_until == town.now() + timedelta(hours=10)
    assert tokens.refresh_until == town.now() + timedelta(days=180)


def test_the_page_for_sellers_is_the_platforms_own() -> None:
    app = App(app_key="1", secret="secret", pace=OpenPace(), wire=None)  # type: ignore[arg-type]

    assert app.authorize_url(BACK).startswith(
        "https://auth.1688.com/oauth/authorize?client_id=1&site=1688&redirect_uri="
    )


def test_a_code_serves_once_and_for_two_minutes(town: Live) -> None:
    used, late = code(town), code(town)
    town.app.exchange(used, redirect_uri=BACK, at=town.now())
    town.wind(timedelta(minutes=2))

    for one in (used, late):
        with pytest.raises(SignInNeeded):
            town.app.exchange(one, redirect_uri=BACK, at=town.now())


def test_a_long_token_cannot_be_renewed_and_says_so(town: Live) -> None:
    town.post("apps", key=APP.key, secret=APP.secret, profile="once")

    assert exchanged(town).refresh_until is None


def test_a_stale_token_is_renewed_once_and_the_call_made_again(town: Live) -> None:
    town.order()
    town.wind(timedelta(hours=10))

    assert len(town.pulled()) == 1
    assert town.purse.renewals == 1


def test_a_renewal_that_leaves_the_refresh_token_out_goes_on_with_it(town: Live) -> None:
    town.post("figures", refresh_told_again=False)
    before = town.purse.tokens.refresh
    after = town.app.refresh(before, at=town.now())

    assert (after.refresh, after.refresh_until) == (before, town.now() + UNTOLD)


def test_a_changed_password_needs_a_person(town: Live) -> None:
    town.post("passwords")

    with pytest.raises(SignInNeeded):
        town.pulled()


@pytest.mark.parametrize(
    ("kind", "raises"),
    [("reset_after", Unanswered), ("malformed", Unanswered), ("error_after", Unanswered), ("limit", Unavailable)],
)
def test_trouble_with_a_renewal_is_told_apart(town: Live, kind: str, raises: type[Exception]) -> None:
    town.fault(kind, "system.oauth2/getToken")

    with pytest.raises(raises):
        town.app.refresh(town.purse.tokens.refresh, at=town.now())


def test_a_call_whose_token_could_not_be_renewed_was_not_made(town: Live) -> None:
    town.wind(timedelta(hours=10))
    town.fault("reset_after", "system.oauth2/getToken")

    with pytest.raises(Unavailable):
        list(town.connector().pull(since=None))


def test_no_secret_is_in_what_is_raised(town: Live) -> None:
    refresh = "no-such-refresh-token"
    with pytest.raises(SignInNeeded) as met:
        town.app.refresh(refresh, at=town.now())

    assert refresh not in str(met.value) and APP.secret not in str(met.value)


def test_is_put_together_as_wiring_does_it(town: Live) -> None:
    given = {"base": town.address, "app_key": APP.key, "secret": APP.secret, "pace": OpenPace(), "now": town.now}
    fresh = renewing(**given)(town.purse.tokens.refresh)
    town.purse.tokens = fresh
    shop = connect(**given, vault=town.purse, options={"return_address": ADDRESS, "read_lag": 5})

    assert list(shop.pull(since=town.now())) == []
    assert {str(action) for action in shop.verbs} == {"agree", "cancel_order"}


def test_only_the_platforms_host_and_this_machine_are_called() -> None:
    with pytest.raises(AddressNotAllowed):
        App(app_key="1", secret="s", pace=OpenPace(), wire=None, base="https://gw.open.1688.com.test")  # type: ignore[arg-type]
