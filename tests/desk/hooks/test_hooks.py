"""The door at which platforms knock, over HTTP: what is answered, and that nothing but a genuine notice is kept."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from makegood.store.tenancy import within
from makegood.usecases.ports import Tokens
from tests.store.making import Scene

BODY = json.dumps({"seller_id": "23", "data": {"orderId": "1"}}).encode()


@pytest.fixture
def door(one: Scene) -> str:
    from makegood.store import tokens
    from makegood.store.models import Shop

    with within(one.organisation):
        shop = Shop.objects.get(pk=one.shop)
        shop.account = "23"
        shop.save()
        tokens.keep(
            shop, Tokens("a", "r", timezone.now() + timedelta(days=1), None), app_key="k", app_secret="s3cret-app"
        )
    return f"/hooks/aliexpress/{one.organisation}/"


def knock(stranger: Client, door: str, body: bytes = BODY, *, secret: bytes = b"s3cret-app") -> Any:
    signed = hmac.new(secret, b"k" + body, hashlib.sha256).hexdigest()
    return stranger.post(door, body, content_type="application/json", headers={"authorization": signed})


def kept(one: Scene) -> int:
    from makegood.store.models import Notice

    with within(one.organisation):
        return Notice.objects.count()


def test_a_genuine_notice_is_taken_without_signing_in(stranger: Client, door: str, one: Scene) -> None:
    assert [knock(stranger, door).status_code for _ in range(2)] == [200, 200]
    assert kept(one) == 1


def test_a_forged_one_finds_nothing_there(stranger: Client, door: str, one: Scene) -> None:
    assert knock(stranger, door, secret=b"guessed").status_code == 404
    assert kept(one) == 0


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 5000, b'{"seller_id": null}'])
def test_whatever_is_signed_is_answered(stranger: Client, door: str, one: Scene, body: bytes) -> None:
    """A platform that tries its door must not be told that it is broken."""
    assert knock(stranger, door, body).status_code == 200
    assert kept(one) == 0


def test_one_that_is_too_long_is_refused_before_it_is_read(stranger: Client, door: str, one: Scene) -> None:
    assert knock(stranger, door, b"x" * 262_145).status_code == 413
    assert kept(one) == 0


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_there_is_nothing_to_be_seen(stranger: Client, door: str, method: str) -> None:
    assert getattr(stranger, method)(door).status_code == 405


def test_a_door_of_nobody_is_none(stranger: Client, door: str) -> None:
    assert knock(stranger, door.replace("aliexpress", "taobao")).status_code == 404
    assert knock(stranger, "/hooks/aliexpress/00000000-0000-0000-0000-00000000dead/").status_code == 404
