"""Somebody at the desk: signed in, with a role, in an organisation that has cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

import tests.opened  # noqa: F401 - Django is set up before these tests are gathered
from tests.store.making import Scene, scene

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def one(store: object) -> Scene:
    return scene("One")


@pytest.fixture
def at_desk(one: Scene) -> Callable[..., Client]:
    """A browser in which the person of that role is signed in; English, so that tests can be read."""

    def sit(role: str = "lead", of: Scene = one) -> Client:
        from makegood.store.models import Person

        client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"}, raise_request_exception=False)
        client.force_login(Person.objects.get(pk=of.people[role]), backend=BACKEND)
        return client

    return sit


@pytest.fixture
def stranger(store: object) -> Client:
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"}, raise_request_exception=False)
