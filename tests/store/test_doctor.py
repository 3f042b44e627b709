"""The doctor finds what is wrong, each thing by its own name, and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from makegood.store.embedded import Server
from tests.store.making import T0, scene

pytestmark = pytest.mark.usefixtures("store")


def wrong(now: datetime | None = None) -> dict[str, Any]:
    """What is not well, by name; each with what to do."""
    from makegood.store.doctor import examine

    found = {check.name: check for check in examine(now or datetime.now(UTC)) if not check.well}
    assert all(check.do is not None and check.found.zh and check.found.en for check in found.values())
    return found


@pytest.fixture
def owner(store: Server) -> Iterator[psycopg.Connection]:
    with psycopg.connect(store.url("makegood_owner"), autocommit=True) as made:
        yield made


def sealed_scene() -> Any:
    from makegood.store.record import Fact, record
    from makegood.store.sealing import seal_all
    from makegood.store.tenancy import within

    one = scene()
    with within(one.organisation):
        record([Fact("note", T0, "rule", "k")], at=T0)
    seal_all(one.organisation, at=T0)
    return one


def test_a_store_that_is_well_has_nothing_wrong() -> None:
    sealed_scene()

    assert wrong() == {}


def test_a_wall_taken_down_is_named(owner: psycopg.Connection) -> None:
    owner.execute("ALTER TABLE store_order NO FORCE ROW LEVEL SECURITY")
    try:
        assert "store_order" in wrong()["walls"].found.en
    finally:
        owner.execute("ALTER TABLE store_order FORCE ROW LEVEL SECURITY")


def test_a_second_policy_beside_the_wall_is_a_door(owner: psycopg.Connection) -> None:
    owner.execute("CREATE POLICY door ON store_order USING (true)")
    try:
        assert "store_order" in wrong()["walls"].found.en
    finally:
        owner.execute("DROP POLICY door ON store_order")


def test_work_that_nobody_takes_is_late_and_parked_work_is_shown() -> None:
    from makegood.store.models import Due

    one, now = scene(), datetime.now(UTC)
    Due.objects.create(kind="send", subject=one.shop, organisation_id=one.organisation, due_at=now - timedelta(hours=1))
    Due.objects.create(kind="pull", subject=one.shop, organisation_id=one.organisation, due_at=None, problem="poison")

    found = wrong()

    assert (
        set(found) == {"work", "parked"} and "`send`" in found["work"].found.en and "poison" in found["parked"].found.en
    )


def test_a_clock_that_is_off_is_told_by_how_much() -> None:
    told = wrong(datetime.now(UTC) + timedelta(minutes=10))["clock"].found.en
    assert float(told.split()[0]) == pytest.approx(600, abs=30)


def test_keys_that_do_not_open_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import base64

    sealed_scene()
    monkeypatch.setenv("MAKEGOOD_KEYS", f"7:{base64.b64encode(bytes(32)).decode()}")

    assert set(wrong()) == {"keys"}


def test_a_record_whose_end_is_gone_is_seen_without_reading_it_all(store: Server) -> None:
    sealed_scene()
    with psycopg.connect(store.url("makegood_admin"), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM store_seal")

    assert "verify" in wrong()["record"].do.en


def test_a_role_that_may_too_much_is_named(store: Server) -> None:
    before = connection.settings_dict
    connection.close()
    connection.settings_dict = {**before, "USER": "makegood_owner", "PASSWORD": store.passwords["makegood_owner"]}
    try:
        assert set(wrong()) == {"role"}
    finally:
        connection.close()
        connection.settings_dict = before


def test_a_database_that_is_away_ends_the_examination() -> None:
    before = connection.settings_dict
    connection.close()
    connection.settings_dict = {**before, "PORT": "1"}
    try:
        assert set(wrong()) == {"database"}
    finally:
        connection.close()
        connection.settings_dict = before


def test_tables_of_an_older_version_are_seen(owner: psycopg.Connection) -> None:
    row = owner.execute("DELETE FROM django_migrations WHERE app = 'store' RETURNING app, name, applied").fetchone()
    try:
        assert set(wrong()) == {"tables"}
    finally:
        owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row)


def test_the_command_ends_with_1_where_anything_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    from makegood.cli.doctor import run
    from makegood.store.models import Due

    one = sealed_scene()
    assert run([]) == 0 and "✗" not in capsys.readouterr().out

    Due.objects.create(kind="pull", subject=one.shop, organisation_id=one.organisation, due_at=None, problem="poison")
    assert run(["--json"]) == 1
    assert '"check":"parked","well":false' in capsys.readouterr().out
