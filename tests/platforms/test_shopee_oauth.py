"""Authorising a Shopee shop, and renewing its tokens, against the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from makegood.connectors.shopee import connecting
from makegood.connectors.shopee.addresses import AddressNotAllowed, sign_in
from makegood.connectors.shopee.oauth import App
from makegood.connectors.shopee.packing import packed, unpacked
from makegood.core.words import Action
from makegood.sandbox.shopee.app import APP, SHOP
from makegood.usecases.ports import Refused, SignInNeeded, Unanswered, Unavailable
from tests.platforms.shopee_live import Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
SHOP_ID = str(SHOP.shop_id)


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def test_sends_the_seller_to_the_platforms_page(town: Live) -> None:
    link = town.app.authorize_url("http://127.0.0.1:9/back", state="s1")

    there = town.admin.get(link.removeprefix(town.address)).headers["Location"]

    told = parse_qs(urlsplit(there).query)
    assert (told["shop_id"], told["state"], "code" in told) == ([SHOP_ID], ["s1"], True)


@pytest.mark.parametrize(
    ("base", "page"),
    [
        ("https://partner.shopeemobile.com", "https://open.shopee.com/auth"),
        ("https://openplatform.shopee.cn", "https://open.shopee.cn/auth"),
    ],
)
def test_knows_the_page_of_each_market(base: str, page: str) -> None:
    assert sign_in(base) == page


def test_exchanges_a_code_for_tokens_that_name_their_shop(town: Live) -> None:
    code = town.post("codes")["code"]

    tokens = town.app.exchange(code, shop_id=SHOP_ID, at=town.now())

    assert (unpacked(tokens.access).shop, unpacked(tokens.refresh).shop) == (SHOP_ID, SHOP_ID)
    assert tokens.access_until == town.now() + timedelta(hours=4)
    assert tokens.refresh_until == town.now() + timedelta(days=30)


def test_a_code_used_twice_needs_another_sign_in(town: Live) -> None:
    code = town.post("codes")["code"]
    town.app.exchange(code, shop_id=SHOP_ID, at=town.now())

    with pytest.raises(SignInNeeded):
        town.app.exchange(code, shop_id=SHOP_ID, at=town.now())


def test_a_refresh_token_is_spent_by_its_use(town: Live) -> None:
    refresh = town.purse.tokens.refresh
    renewed = town.app.refresh(refresh, at=town.now())

    with pytest.raises(SignInNeeded):
        town.app.refresh(refresh, at=town.now())
    assert town.app.refresh(renewed.refresh, at=town.now()).access != renewed.access


def test_a_token_kept_without_its_shop_is_the_only_shops(town: Live) -> None:
    bare = unpacked(town.purse.tokens.refresh).token

    assert unpacked(town.app.refresh(bare, at=town.now()).access).shop == SHOP_ID


def test_which_of_several_shops_it_is_must_be_said(town: Live) -> None:
    town.post("shops", shop_id=220000002)
    town.post("tokens", shop_id=220000002)

    with pytest.raises(Refused, match="220000001, 220000002"):
        town.app.refresh(unpacked(town.purse.tokens.refresh).token, at=town.now())


def test_after_thirty_days_a_person_must_sign_in(town: Live) -> None:
    town.wind(timedelta(days=30))

    with pytest.raises(SignInNeeded, match="refresh_token_expired"):
        town.app.refresh(town.purse.tokens.refresh, at=town.now())


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("reset_before", Unanswered),
        ("reset_after", Unanswered),
        ("error_after", Unanswered),
        ("malformed", Unanswered),
        ("limit", Unavailable),
    ],
)
def test_a_renewal_is_asked_for_once_whatever_comes(town: Live, kind: str, outcome: type) -> None:
    town.fault(kind, "auth/*")

    with pytest.raises(outcome):
        town.app.refresh(town.purse.tokens.refresh, at=town.now())

    assert len(town.calls("auth/access_token/get")) == 1


def test_a_stale_token_is_renewed_once_and_the_call_made(town: Live) -> None:
    town.wind(timedelta(hours=4))

    assert list(town.connector().pull(since=town.now())) == []
    assert town.purse.renewals == 1


def test_a_token_refused_after_its_renewal_needs_a_sign_in(town: Live) -> None:
    town.fault("token", "order/*")

    with pytest.raises(SignInNeeded):
        list(town.connector().pull(since=town.now()))


def test_a_renewal_without_an_answer_leaves_the_call_unsent(town: Live) -> None:
    claim = town.claim()
    town.wind(timedelta(hours=4))
    town.fault("reset_before", "auth/*")

    with pytest.raises(Unavailable):
        town.connector().perform(town.act(Action.agree, claim, "25.90"))
    assert town.truth(claim).refunded_at is None


def test_is_put_together_by_the_same_words_as_every_platform(town: Live) -> None:
    app = {
        "base": town.address,
        "app_key": APP.key,
        "secret": f"{APP.secret} {APP.push_key}",
        "pace": town.pace,
        "now": town.now,
    }

    renewed = connecting.renewing(**app)(town.purse.tokens.refresh)
    town.purse.tokens = renewed
    shop = connecting.connect(
        **app, vault=town.purse, options={"email": "a@example.test", "read_lag": 5, "shop_id": 220000001}
    )

    assert list(shop.pull(since=town.now())) == []


@pytest.mark.parametrize(
    "base", ["http://partner.shopeemobile.com", "https://example.test", "https://partner.shopeemobile.com.example.test"]
)
def test_calls_the_platforms_hosts_only(town: Live, base: str) -> None:
    with pytest.raises(AddressNotAllowed, match="expected https"):
        App(app_key="1", secret="s", pace=town.pace, wire=town.wire, base=base)


@pytest.mark.parametrize("text", ["abc", "shop:abc", ":abc", "１２:abc"])
def test_what_is_no_shop_is_part_of_the_token(text: str) -> None:
    assert unpacked(text).shop is None
    assert unpacked(packed("7", text)).token == text


def test_no_token_or_key_is_shown(town: Live) -> None:
    shown = f"{town.app!r} {town.purse.tokens!r} {unpacked(town.purse.tokens.access)!r} {town.connector()._calls!r}"

    for secret in (APP.secret, unpacked(town.purse.tokens.access).token, unpacked(town.purse.tokens.refresh).token):
        assert secret not in shown
