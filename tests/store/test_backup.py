"""A backup is whole or it is not there; a restore is checked before, verified after, and leaves what stood before where it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from makegood.store.embedded import Server
from makegood.store.tenancy import within
from tests.conftest import emptied
from tests.store.making import T0, Scene, dispute, scene
from tests.store.test_erasing import CANARY, holding, spoiled

pytestmark = pytest.mark.usefixtures("store")
APART = "makegood_backup"


@pytest.fixture(scope="module")
def apart(opened: Server) -> Iterator[Server]:
    """A database of its own: a restore wants it alone, and the journeys' desk stays connected to the other."""
    from django.db import connections

    from makegood.store import schema

    def turn_to(name: str) -> None:
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name

    with psycopg.connect(opened.url("makegood_owner"), autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {APART}")
        turn_to(APART)
        schema.up()
        yield replace(opened, database=APART)
        turn_to(opened.database)
        owner.execute(f"DROP DATABASE {APART}")


@pytest.fixture
def store(apart: Server) -> Server:
    emptied()
    return apart


def filled(cases: int = 3) -> Scene:
    from makegood.store.intake import take_in
    from makegood.store.sealing import seal_all

    one = scene()
    with within(one.organisation):
        for number in range(1, cases + 1):
            take_in(one.shop, dispute(number), by="aliexpress", at=T0)
    seal_all(one.organisation, at=T0)
    return one


def backed_up(folder: Path) -> Path:
    from makegood.store.backup import back_up

    back_up(folder / "backup.makegood", at=T0)
    return folder / "backup.makegood"


def restored(file: Path, **more: Any) -> Any:
    from makegood.store.backup import restore

    return restore(file, at=T0 + timedelta(days=2), **more)


def case_numbers(one: Scene) -> list[str]:
    from makegood.store.models import Case

    with within(one.organisation):
        return sorted(Case.objects.values_list("number", flat=True))


def refused(file: Path, match: str, **more: Any) -> None:
    from makegood.store.backup import NotDone

    with pytest.raises(NotDone, match=match):
        restored(file, **more)


def empty(server: Server) -> None:
    with psycopg.connect(server.url("makegood_owner"), autocommit=True) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")


def test_what_is_restored_is_what_was_there_with_its_walls_up(store: Server, tmp_path: Path) -> None:
    from makegood.store.opening import insist_on_a_plain_role

    one = filled()
    before = case_numbers(one)
    file = backed_up(tmp_path)
    empty(store)

    (verdict,) = restored(file)

    assert verdict.broken is None and verdict.tally.events == 9
    assert case_numbers(one) == before
    insist_on_a_plain_role()
    with psycopg.connect(store.url("makegood_app"), autocommit=True) as app:
        assert app.execute("SELECT count(*) FROM store_case").fetchone() == (
            0,
        )  # no organisation entered, nothing seen
        with pytest.raises(psycopg.Error, match="permission denied"):
            app.execute("DELETE FROM store_event")


def test_work_goes_on_after_a_restore(store: Server, tmp_path: Path) -> None:
    from makegood.store.intake import take_in
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    one = filled()
    file = backed_up(tmp_path)
    empty(store)
    restored(file)

    with within(one.organisation):
        take_in(one.shop, dispute(9), by="aliexpress", at=T0)
    assert seal_all(one.organisation, at=T0 + timedelta(days=3)) == 3
    assert verify(one.organisation).broken is None


def test_a_database_that_is_not_empty_is_left_alone_unless_told(tmp_path: Path) -> None:
    one = filled(1)
    file = backed_up(tmp_path)
    from makegood.store.intake import take_in

    with within(one.organisation):
        take_in(one.shop, dispute(2), by="aliexpress", at=T0)

    refused(file, "not empty; --replace")
    assert len(case_numbers(one)) == 2
    restored(file, replace=True)

    assert len(case_numbers(one)) == 1


def test_a_damaged_file_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    one = filled(1)
    file = backed_up(tmp_path)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    refused(file, "SHA-256", replace=True)
    assert len(case_numbers(one)) == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "other", "sha256": ""}'])
def test_a_file_without_its_manifest_is_no_backup(tmp_path: Path, text: str) -> None:
    from makegood.store.backup import manifest_of

    filled(1)
    file = backed_up(tmp_path)
    manifest_of(file).write_text(text)

    refused(file, "expected the manifest", replace=True)
    manifest_of(file).unlink()
    refused(file, "two files", replace=True)


def test_a_backup_by_a_newer_version_is_refused(tmp_path: Path) -> None:
    from makegood.store.backup import manifest_of

    filled(1)
    file = backed_up(tmp_path)
    manifest = json.loads(manifest_of(file).read_text())
    manifest["migrations"].append("store.0099_later")
    manifest_of(file).write_text(json.dumps(manifest))

    refused(file, "newer Makegood .*store.0099_later", replace=True)


def test_a_restore_that_fails_half_way_leaves_what_stood_before(tmp_path: Path) -> None:
    """The manifest names another head than the backup's: its record was written anew by somebody."""
    from makegood.store.backup import manifest_of

    one = filled(1)
    file = backed_up(tmp_path)
    manifest = json.loads(manifest_of(file).read_text())
    manifest["heads"][str(one.organisation)]["hash"] = "00" * 32
    manifest_of(file).write_text(json.dumps(manifest))
    from makegood.store.intake import take_in

    with within(one.organisation):
        take_in(one.shop, dispute(2), by="aliexpress", at=T0)

    refused(file, "does not verify", replace=True)
    assert len(case_numbers(one)) == 2


def test_it_waits_for_nobody_who_still_works(store: Server, tmp_path: Path) -> None:
    filled(1)
    file = backed_up(tmp_path)

    with psycopg.connect(store.url("makegood_app")):
        refused(file, "1 others are connected", replace=True)


def test_whom_the_database_had_erased_a_restore_does_not_bring_back(store: Server, tmp_path: Path) -> None:
    from makegood.store.erasing import erase_buyer
    from makegood.store.intake import take_in
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    one = scene()
    with within(one.organisation):
        take_in(one.shop, spoiled(), by="aliexpress", at=T0)
    file = backed_up(tmp_path)
    with within(one.organisation):
        erase_buyer("aliexpress", f"{CANARY}-id", by="x", at=T0, open_too=True)
    assert holding(store, CANARY) == []

    restored(file, replace=True)

    assert holding(store, CANARY) == []
    seal_all(one.organisation, at=T0 + timedelta(days=3))
    assert verify(one.organisation).broken is None


def test_the_password_and_the_keys_are_in_neither_file_and_nobody_else_may_read_it(
    store: Server, tmp_path: Path
) -> None:
    from makegood.store.backup import manifest_of

    filled(1)
    file = backed_up(tmp_path)

    assert file.stat().st_mode & 0o077 == 0
    text = file.read_bytes() + manifest_of(file).read_bytes()
    assert not any(password.encode() in text for password in store.passwords.values())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backup.makegood", "backup.makegood.json"]


def test_a_tool_that_fails_leaves_no_half_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connections

    from makegood.store.backup import NotDone, back_up

    filled(1)
    connections["owner"].ensure_connection()
    monkeypatch.setitem(connections["owner"].settings_dict, "PASSWORD", "wrong")
    with pytest.raises(NotDone, match="pg_dump failed.*password authentication failed"):
        back_up(tmp_path / "x", at=T0)

    assert list(tmp_path.iterdir()) == []


def test_the_commands_back_up_and_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from makegood.cli.db import run

    one = filled(2)
    file = str(tmp_path / "b")

    assert run(["backup", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["store_case"] == 2
    assert run(["restore", file]) == 2
    assert "--replace" in capsys.readouterr().err
    assert run(["restore", file, "--replace", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["broken"] is None
    assert run(["up"]) == 0 and len(case_numbers(one)) == 2


def test_the_command_takes_a_record_out(tmp_path: Path) -> None:
    from makegood.cli import verify
    from makegood.cli.db import run

    filled(2)
    whole, case = str(tmp_path / "whole"), str(tmp_path / "case")

    assert run(["record", whole, "--as", "One-owner"]) == 0
    assert run(["record", case, "--as", "One-owner", "--case", "aliexpress:60000000000002"]) == 0
    assert verify.run([whole, case]) == 0
    assert Path(case).read_bytes().count(b'"event":') == 3
