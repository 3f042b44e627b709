"""Signing in: no hint whether a name exists, not too often, a second factor, and again for money."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client, RequestFactory

from tests.store.making import Scene

PASSWORD = "long enough for a test"


@pytest.fixture
def lead(one: Scene) -> str:
    from makegood.store.models import Person

    person = Person.objects.get(pk=one.people["lead"])
    person.set_password(PASSWORD)
    person.save()
    return person.username


def sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": name, "password": password})


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def second_factor(client: Client) -> str:
    """Switches the code on, as a person does; its secret."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="select-all break-all">(\w+)<', page)[1]
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_lets_in_who_knows_the_password(stranger: Client, lead: str) -> None:
    assert sign_in(stranger, lead).headers["Location"] == "/inbox/"
    assert stranger.get("/inbox/").status_code == 200


def test_gives_no_hint_whether_a_name_exists(stranger: Client, lead: str) -> None:
    def seen(answer) -> tuple[int, str]:
        return answer.status_code, re.sub(
            r'value="[^"]*"|MG-\w+|"X-CSRFToken[^}]*',
            "",
            answer.content.decode().split("data-now")[0] + answer.content.decode().split("<main")[1],
        )

    assert seen(sign_in(stranger, lead, "wrong password")) == seen(
        sign_in(stranger, "nobody-of-that-name", "wrong password")
    )


def test_refuses_who_tries_too_often(stranger: Client, lead: str) -> None:
    for _ in range(6):
        answer = sign_in(stranger, lead, "wrong password")

    assert "Too many attempts" in answer.content.decode()
    assert sign_in(stranger, lead).status_code == 200  # the right password neither, for five minutes


def test_refuses_an_account_switched_off_as_if_it_were_not_there(stranger: Client, lead: str) -> None:
    from makegood.store.models import Person

    Person.objects.filter(username=lead).update(is_active=False)

    sign_in(stranger, lead)
    assert stranger.get("/inbox/").status_code == 302


@pytest.mark.parametrize("page", ["signup/", "password/reset/", "email/", "confirm-email/"])
def test_offers_strangers_nothing_else(stranger: Client, page: str) -> None:
    assert stranger.get(f"/accounts/{page}").status_code in (302, 404)
    assert stranger.get(f"/accounts/{page}", follow=True).redirect_chain[-1:] in (
        [],
        [(f"/accounts/login/?next=/accounts/{page}", 302)],
    )


def test_asks_for_the_second_factor_where_there_is_one(stranger: Client, lead: str) -> None:
    sign_in(stranger, lead)
    secret = second_factor(stranger)
    stranger.post("/accounts/logout/")

    assert sign_in(stranger, lead).headers["Location"] == "/accounts/2fa/authenticate/"
    assert stranger.get("/inbox/").status_code == 302
    stranger.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert stranger.get("/inbox/").status_code == 302
    from django.core.cache import cache

    cache.clear()  # the code was used a moment ago, and is taken once
    stranger.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert stranger.get("/inbox/").status_code == 200


def test_keeps_the_secret_of_a_second_factor_sealed(stranger: Client, lead: str) -> None:
    from allauth.mfa.models import Authenticator

    sign_in(stranger, lead)
    secret = second_factor(stranger)

    assert all(secret not in str(one.data) for one in Authenticator.objects.all())


def test_the_way_of_a_passkey_is_open_to_strangers(stranger: Client) -> None:
    answer = stranger.get(
        "/accounts/2fa/webauthn/login/", headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
    )

    assert answer.json()["request_options"]["publicKey"]["challenge"]


def test_money_asks_again_after_five_minutes(stranger: Client, lead: str) -> None:
    from django.http import HttpResponse

    from makegood.desk.accounts.fresh import fresh_sign_in

    sign_in(stranger, lead)
    request = RequestFactory().post("/approvals/1/", headers={"referer": "http://localhost/approvals/"})
    request.session, request.META["SERVER_NAME"] = stranger.session, "localhost"
    from makegood.store.models import Person

    request.user = Person.objects.get(username=lead)
    paid = fresh_sign_in(lambda request: HttpResponse("paid"))

    assert paid(request).content == b"paid"
    request.session["account_authentication_methods"][0]["at"] -= 301
    assert paid(request).headers["Location"] == "/accounts/reauthenticate/?next=http%3A%2F%2Flocalhost%2Fapprovals%2F"


def test_money_asks_for_the_second_factor_of_who_has_one(stranger: Client, lead: str) -> None:
    from django.http import HttpResponse

    from makegood.desk.accounts.fresh import fresh_sign_in
    from makegood.store.models import Person

    sign_in(stranger, lead)
    second_factor(stranger)
    request = RequestFactory().post("/approvals/1/")
    request.session, request.user = stranger.session, Person.objects.get(username=lead)

    answer = fresh_sign_in(lambda request: HttpResponse("paid"))(request)
    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_every_page_of_the_second_factor_shows(stranger: Client, lead: str) -> None:
    sign_in(stranger, lead)
    second_factor(stranger)
    for page in (
        "",
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "webauthn/",
        "webauthn/add/",
        "reauthenticate/",
        "webauthn/reauthenticate/",
    ):
        assert stranger.get(f"/accounts/2fa/{page}").status_code in (200, 302), page
    assert stranger.get("/accounts/password/").status_code == 200
    assert "accounts/2fa/reauthenticate" in stranger.get("/accounts/reauthenticate/?next=/inbox/").content.decode()
