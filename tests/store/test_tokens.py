"""Tokens: sealed to their row, renewed once however many ask, on record before anybody uses the new one."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from makegood.store import tokens
from makegood.store.secrets import NotOpened
from makegood.store.tenancy import within
from makegood.usecases.ports import SignInNeeded, Tokens, Unavailable
from tests.store.making import T0, Clock, Scene, scene

pytestmark = pytest.mark.usefixtures("store")
DAY = timedelta(days=1)


def authorised(one: Scene, *, refresh_days: int | None = 60) -> None:
    from makegood.store.models import Shop

    first = Tokens("access-1", "refresh-1", T0 + DAY, T0 + refresh_days * DAY if refresh_days is not None else None)
    with within(one.organisation):
        tokens.keep(Shop.objects.get(pk=one.shop), first, app_key="k", app_secret="s3cret-app")


def vault(one: Scene, renewing: Any, clock: Clock | None = None) -> tokens.Kept:
    return tokens.Kept(one.organisation, one.shop, clock or Clock(), renewing)


def fresh(refresh: str) -> Tokens:
    number = int(refresh.rpartition("-")[2]) + 1
    return Tokens(f"access-{number}", f"refresh-{number}", T0 + 30 * DAY, T0 + 60 * DAY)


def test_fifty_callers_with_a_stale_token_renew_it_once() -> None:
    one, calls, got = scene(), [], []
    authorised(one)

    def renewing(refresh: str) -> Tokens:
        calls.append(refresh)
        time.sleep(0.05)
        return fresh(refresh)

    def ask() -> None:
        got.append(vault(one, renewing).renew("access-1"))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert calls == ["refresh-1"] and got == ["access-2"] * 50


def test_a_caller_whose_stale_token_was_renewed_already_gets_the_new_one() -> None:
    one = scene()
    authorised(one)
    vault(one, fresh).renew("access-1")

    assert vault(one, lambda refresh: pytest.fail("renewed twice")).renew("access-1") == "access-2"


def test_a_renewal_that_failed_may_be_tried_again() -> None:
    one = scene()
    authorised(one)

    def away(refresh: str) -> Tokens:
        raise Unavailable("no route")

    with pytest.raises(Unavailable):
        vault(one, away).renew("access-1")
    assert vault(one, fresh).renew("access-1") == "access-2"


def test_one_who_died_renewing_is_followed_by_another_after_its_time() -> None:
    one, clock = scene(), Clock()
    authorised(one)
    assert vault(one, fresh, clock)._is_mine(version=1)

    clock.wind(seconds=46)

    assert vault(one, fresh, clock).renew("access-1") == "access-2"


@pytest.mark.parametrize("days", [None, 0], ids=["never", "over"])
def test_what_cannot_be_renewed_asks_for_a_person(days: int | None) -> None:
    one = scene()
    authorised(one, refresh_days=days)
    with pytest.raises(SignInNeeded, match="authorise the shop again"):
        vault(one, fresh).renew("access-1")


def test_nothing_secret_stands_in_the_row_or_in_a_repr() -> None:
    one = scene()
    authorised(one)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT t::text, encode(sealed, 'escape') FROM store_token t")
        row = " ".join(cursor.fetchone())
    held = vault(one, fresh)._opened()[1]
    for secret in ("access-1", "refresh-1", "s3cret-app"):
        assert secret not in row and secret not in repr(held)


def test_a_sealed_token_moved_to_another_row_does_not_open() -> None:
    one, other = scene("One"), scene("Other")
    authorised(one)
    authorised(other)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE store_token SET sealed = (SELECT sealed FROM store_token WHERE shop_id = %s) WHERE shop_id = %s",
            [one.shop, other.shop],
        )
    with pytest.raises(NotOpened):
        vault(other, fresh).access()


def test_a_renewal_in_a_process_of_its_own_says_what_the_platform_said() -> None:
    """Nothing listens where this shop is called: no byte leaves, and the one who asks hears so."""
    from makegood.store.models import Shop
    from makegood.store.wiring import vault_of

    one = scene()
    authorised(one)
    with within(one.organisation):
        Shop.objects.filter(pk=one.shop).update(address="http://127.0.0.1:9")
    asked = vault_of(one.organisation, one.shop, lambda: T0)
    asked.apart = True

    with pytest.raises(Unavailable, match="nothing was sent"):
        asked.renew("access-1")
    assert vault(one, fresh).renew("access-1") == "access-2"


def test_of_two_processes_that_renew_the_same_tokens_the_second_does_nothing() -> None:
    one = scene()
    authorised(one)
    vault(one, fresh).renewed_once(1)

    vault(one, lambda refresh: pytest.fail("renewed twice")).renewed_once(1)

    assert vault(one, fresh).access() == "access-2"
