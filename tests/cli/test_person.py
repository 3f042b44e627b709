"""`makegood person`: the first account, its password shown once or read from standard input."""

from __future__ import annotations

import io

import pytest

import tests.opened  # noqa: F401 - Django is set up before
from makegood.cli import person

pytestmark = pytest.mark.usefixtures("store")


def add(*more: str, name: str = "chen") -> int:
    return person.run(["add", name, "--role", "owner", "--organisation", "晨光", *more])


def test_makes_the_account_and_shows_its_password_once(capsys: pytest.CaptureFixture[str]) -> None:
    from makegood.store.models import Membership, Person

    assert add() == 0
    password = capsys.readouterr().out.split("shown this once: ")[1].strip()
    assert Person.objects.get(username="chen").check_password(password)
    assert [(one.role, one.organisation.name) for one in Membership.objects.all()] == [("owner", "晨光")]


def test_takes_a_password_from_standard_input_and_shows_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from makegood.store.models import Person

    monkeypatch.setattr("sys.stdin", io.StringIO("a sentence to sign in by\n"))
    assert add("--password-stdin") == 0
    assert "password" not in capsys.readouterr().out
    assert Person.objects.get().check_password("a sentence to sign in by")


def test_takes_no_weak_password(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.store.models import Organisation, Person

    monkeypatch.setattr("sys.stdin", io.StringIO("password12\n\n"))
    assert add("--password-stdin") == 2
    assert "the password is not taken" in capsys.readouterr().err
    assert not Person.objects.exists() and not Organisation.objects.exists()


def test_changes_nobody_who_is_there_already(capsys: pytest.CaptureFixture[str]) -> None:
    from makegood.store.models import Person

    add()
    before = Person.objects.get().password

    assert add(name="CHEN") == 2
    assert "there is someone of that name already" in capsys.readouterr().err
    assert Person.objects.get().password == before


def test_gives_an_account_made_without_a_password_its_first(capsys: pytest.CaptureFixture[str]) -> None:
    from makegood.store.models import Person

    Person.objects.create(username="owner")  # as `makegood shop add` leaves it

    assert add(name="owner") == 0
    assert Person.objects.get().has_usable_password()


def test_lists_who_is_what_where(capsys: pytest.CaptureFixture[str]) -> None:
    add()
    capsys.readouterr()

    assert person.run(["list"]) == 0
    assert capsys.readouterr().out.split() == ["chen", "owner", "晨光"]
