"""Whatever is done to a sealed record behind our back is found, in the database and in an exported file."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from makegood.store.embedded import Server
from makegood.store.tenancy import within
from makegood.usecases.bundles import check
from makegood.usecases.checking import Broken
from tests.store.making import T0, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")

EDITS = int(os.environ.get("MAKEGOOD_EDITS", "180"))
"""Random changes: so many to the database, to an organisation's file and to a case's file."""


def recorded(cases: int = 3, events: int = 40) -> Scene:
    """An organisation with real cases and other events, under several seals, one buyer erased."""
    from makegood.store.erasing import erase_buyer
    from makegood.store.intake import take_in
    from makegood.store.record import Fact, record
    from makegood.store.sealing import seal

    one = scene()
    with within(one.organisation):
        for number in range(cases):
            take_in(one.shop, dispute(number + 1), by="aliexpress", at=T0)
        record([Fact("note", T0, "rule", f"k{n}", {"n": n, "s": "é"}, {"text": f"t{n}"}) for n in range(events)], at=T0)
        erase_buyer("aliexpress", "b1", by="rule", at=T0, open_too=True)
    while seal(one.organisation, at=T0, most=13):
        pass
    return one


def found(one: Scene) -> str | None:
    from makegood.store.verifying import verify

    broken = verify(one.organisation).broken
    return None if broken is None else str(broken)


# --- the database ---------------------------------------------------------------------------------------------


class Tampering:
    """The server's own superuser, with triggers switched off; what is done is taken back afterwards."""

    def __init__(self, server: Server, one: Scene, seed: int) -> None:
        self.chance, self.organisation = random.Random(seed), one.organisation
        self.admin = psycopg.connect(server.url("makegood_admin"), autocommit=True)
        self.admin.execute("SET session_replication_role = replica")

    def __enter__(self) -> Tampering:
        for table in KEPT:
            self.admin.execute(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}")
        return self

    def __exit__(self, *_: object) -> None:
        self.admin.close()

    def take_back(self) -> None:
        for table in KEPT:
            self.admin.execute(f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}")

    def rows(self, table: str, where: str = "true") -> list[Any]:
        sql = f"SELECT id FROM {table} WHERE organisation_id = %s AND {where} ORDER BY id"
        return [row[0] for row in self.admin.execute(sql, [self.organisation]).fetchall()]

    def any(self, table: str, where: str = "true") -> Any:
        return self.chance.choice(self.rows(table, where))

    def run(self, sql: str, *values: Any) -> None:
        assert self.admin.execute(sql, values or None).rowcount > 0, sql

    def edit_event(self) -> str:
        column, value = self.chance.choice(
            [
                ("body", "body || '{\"x\": 1}'"), ("body", "'{}'::jsonb"), ("at", "at + interval '1 microsecond'"),
                ("recorded_at", "recorded_at - interval '1 day'"), ("type", "type || 'x'"), ("by", "'person:me'"), ("key", "key || 'x'"),
                ("in_file", "NOT in_file"), ("hash", "set_byte(hash, 3, (get_byte(hash, 3) + 1) %% 256)"), ("hash", "''::bytea"),
                ("number", "number + 1000"), ("number", "NULL"), ("seal_id", "NULL"), ("seal_id", "uuidv7()"), ("id", "uuidv7()"),
                ("shop_id", "uuidv7()"), ("order_id", "uuidv7()"), ("case_id", "uuidv7()"), ("organisation_id", "uuidv7()"),
                ("content_hash", "'\\x00'::bytea"),
            ]
        )  # fmt: skip
        key = self.any("store_event")
        self.run(f"UPDATE store_event SET {column} = {value} WHERE id = %s", key)
        return f"event.{column} = {value}"

    def edit_content(self) -> str:
        column, value = self.chance.choice(
            [
                ("value", "value || '{\"x\": 1}'"),
                ("value", "'{}'::jsonb"),
                ("salt", "salt || '\\x00'"),
                ("id", "uuidv7()"),
            ]
        )
        held = "id IN (SELECT content_id FROM store_event)"
        self.run(f"UPDATE store_content SET {column} = {value} WHERE id = %s", self.any("store_content", held))
        return f"content.{column} = {value}"

    def edit_seal(self) -> str:
        column, value = self.chance.choice(
            [
                ("number", "number + 50"), ("first", "first + 1"), ("last", "last - 1"), ("last", "last + 1"),
                ("at", "at + interval '1 second'"), ("id", "uuidv7()"), ("organisation_id", "uuidv7()"),
                *((name, f"set_byte({name}, 7, (get_byte({name}, 7) + 1) %% 256)") for name in ("root", "before", "signature")),
                ("signature", "''::bytea"), ("root", "''::bytea"),
            ]
        )  # fmt: skip
        self.run(f"UPDATE store_seal SET {column} = {value} WHERE id = %s", self.any("store_seal"))
        return f"seal.{column} = {value}"

    def edit_organisation(self) -> str:
        column, value = self.chance.choice(
            [
                ("seal_public", "set_byte(seal_public, 0, (get_byte(seal_public, 0) + 1) %% 256)"), ("seal_public", "NULL"),
                ("seal_key", "set_byte(seal_key, 20, (get_byte(seal_key, 20) + 1) %% 256)"), ("seal_key", "NULL"),
                ("seal_head", "NULL"), ("seal_head", "'{}'"), ("seal_head", "'[1]'"), ("seal_head", "'{\"seal\": [1]}'"),
                ("seal_head", "jsonb_set(seal_head, '{seal}', '1')"), ("seal_head", "jsonb_set(seal_head, '{hash}', '\"00\"')"),
            ]
        )  # fmt: skip
        self.run(f"UPDATE store_organisation SET {column} = {value} WHERE id = %s", self.organisation)
        return f"organisation.{column} = {value}"

    def delete(self) -> str:
        table, where = self.chance.choice(
            [
                ("store_event", "true"),
                ("store_seal", "true"),
                ("store_content", "id IN (SELECT content_id FROM store_event)"),
            ]
        )
        self.run(f"DELETE FROM {table} WHERE id = %s", self.any(table, where))
        return f"delete from {table}"

    def insert(self) -> str:
        at = "(SELECT max(number) + 1 FROM store_event)" if self.chance.random() < 0.5 else "NULL"
        self.run(
            f"""INSERT INTO store_event (organisation_id, at, recorded_at, type, in_file, by, body, key, hash, number)
            SELECT %s, now(), now(), 'note', false, 'x', '{{}}', 'forged', '\\x00', {at}""",
            self.organisation,
        )
        return f"insert an event at {at}"

    def swap(self) -> str:
        column = self.chance.choice(["number", "body", "hash", "content_id", "seal_id"])
        first, second = self.chance.sample(self.rows("store_event", "content_hash IS NOT NULL"), 2)
        if self.admin.execute(
            f"SELECT count(DISTINCT coalesce({column}::text, '')) FROM store_event WHERE id IN (%s, %s)",
            [first, second],
        ).fetchone() == (1,):
            column = "number"
        old = {key: self.admin.execute(f"SELECT {column} FROM store_event WHERE id = %s", [key]).fetchone() for key in (first, second)}  # fmt: skip
        for key, other in ((first, second), (second, first)):
            (value,) = old[other] or (None,)
            self.run(f"UPDATE store_event SET {column} = NULL WHERE id = %s", key) if column == "number" else None
            self.run(
                f"UPDATE store_event SET {column} = %s WHERE id = %s", Jsonb(value) if column == "body" else value, key
            ) if column != "number" else None
        if column == "number":
            for key, other in ((first, second), (second, first)):
                self.run("UPDATE store_event SET number = %s WHERE id = %s", (old[other] or (None,))[0], key)
        return f"swap {column}"

    def truncate(self) -> str:
        """The end is cut off as neatly as it can be without the key: seals, events, or the events made unsealed again."""
        keep = self.chance.randrange(len(self.rows("store_seal")))
        how = self.chance.choice(["delete", "unseal", "seals"])
        if how == "delete":
            self.run("DELETE FROM store_event WHERE seal_id IN (SELECT id FROM store_seal WHERE number > %s)", keep)
        elif how == "unseal":
            self.run(
                "UPDATE store_event SET number = NULL, seal_id = NULL WHERE seal_id IN (SELECT id FROM store_seal WHERE number > %s)", keep
            )  # fmt: skip
        self.run("DELETE FROM store_seal WHERE number > %s", keep)
        return f"truncate after seal {keep}, {how}"


KINDS: list[Callable[[Tampering], str]] = [
    Tampering.edit_event, Tampering.edit_event, Tampering.edit_content, Tampering.edit_seal, Tampering.edit_organisation,
    Tampering.delete, Tampering.insert, Tampering.swap, Tampering.truncate,
]  # fmt: skip
KEPT = ("store_event", "store_content", "store_seal", "store_organisation")


@pytest.fixture(scope="module")
def edits() -> int:
    return EDITS


def test_every_change_in_the_database_is_found(store: Server, edits: int) -> None:
    one = recorded()
    assert found(one) is None
    missed = []
    with Tampering(store, one, seed=1) as tampering:
        for _ in range(edits):
            what = tampering.chance.choice(KINDS)(tampering)
            if found(one) is None:
                missed.append(what)
            tampering.take_back()

    assert missed == [] and found(one) is None


ODD = 'é "quoted" back\\slash \x01\x1f\x7f\b\f\n\r\t \u2028 \U0001f600 /'


def test_the_database_spells_an_event_as_it_was_hashed() -> None:
    """Its escapes are those of JSON's writer here, for every kind of character; else an untouched event would count as altered."""
    from makegood.store.models import Event
    from makegood.store.record import Fact, content_of, record
    from makegood.store.sealing import seal
    from makegood.store.verifying import entries
    from makegood.usecases.sealed import canonical

    one = scene()
    with within(one.organisation):
        made = record([Fact(ODD, T0, f"by {ODD}", f"k {ODD}", {"b": ODD, "a": [1.5, {"z": None, "y": True}]})], at=T0)
    seal(one.organisation, at=T0)
    with within(one.organisation):
        (entry,) = entries(one.organisation)
        kept = content_of(Event.objects.get(pk=made[0].pk))

    assert entry.spelled == canonical(entry.content) == canonical(kept)
    assert found(one) is None


def test_one_spelling_is_that_of_the_plain_encoder() -> None:
    from makegood.usecases.sealed import canonical

    for value in (
        "",
        ODD,
        0,
        -1,
        2**70,
        1.5,
        1e22,
        5e-324,
        True,
        None,
        [],
        {},
        {"b": {"z": [1, "x"], "ä": 2}, "a": ODD},
    ):
        assert canonical(value).decode() == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for value in (float("nan"), [float("inf")], {1, 2}):
        with pytest.raises((ValueError, TypeError)):
            canonical(value)


# --- an exported file -----------------------------------------------------------------------------------------


def exported(one: Scene, folder: Path, case: UUID | None = None) -> list[bytes]:
    from makegood.store.exporting import export_record

    file = folder / "record.jsonl"
    export_record(one.organisation, file, at=T0, case=case)
    return file.read_bytes().splitlines(keepends=True)


def a_case(one: Scene) -> UUID:
    from makegood.store.models import Case

    with within(one.organisation):
        key: UUID = Case.objects.get(number="aliexpress:60000000000002").pk
    return key


def changed(lines: list[bytes], chance: random.Random) -> list[bytes]:
    """One random change: a value, a byte, a line lost, doubled, moved, taken from elsewhere; the end cut off."""
    lines, place = list(lines), chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            told = json.loads(lines[place])
            _change(told, chance)
            lines[place] = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        case 1:
            line = bytearray(lines[place])
            line[chance.randrange(len(line))] ^= 1 << chance.randrange(8)
            lines[place] = bytes(line)
        case 2:
            del lines[place]
        case 3:
            lines.insert(chance.randrange(len(lines) + 1), lines[place])
        case 4:
            other = chance.choice([n for n in range(len(lines)) if n != place])
            lines[place], lines[other] = lines[other], lines[place]
        case 5:
            del lines[place:]
        case _:
            lines[place] = lines[place][: chance.randrange(len(lines[place]))]
    return lines


def _change(told: Any, chance: random.Random) -> None:
    """A value somewhere in it, or a member more, or one less."""
    holder = told
    while True:
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        if isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.8:
            holder = holder[key]
            continue
        match holder[key]:
            case bool() | None:
                holder[key] = "x"
            case int():
                holder[key] += chance.choice([-1, 1, 1000])
            case str():
                holder[key] = chance.choice([holder[key] + "0", holder[key][1:] or "x", holder[key].swapcase() + " "])
            case _:
                holder[key] = [holder[key]]
        return


@pytest.mark.parametrize("of", ["organisation", "case"])
def test_every_change_to_an_exported_record_is_found(of: str, tmp_path: Path, edits: int) -> None:
    one = recorded()
    lines = exported(one, tmp_path, a_case(one) if of == "case" else None)
    head, tally = check(lines)
    assert tally.events >= 3 and (head["of"] == "organisation") == (of == "organisation")
    chance, tried, missed = random.Random(2), 0, []
    while tried < edits:
        now = changed(lines, chance)
        if now == lines:
            continue
        tried += 1
        try:
            check(now, key=bytes.fromhex(head["key"]))
            missed.append(now)
        except Broken:
            pass
    assert missed == []


def test_a_file_that_is_no_record_is_refused_with_its_line() -> None:
    for text in (
        b"",
        b"\xff\n",
        b"[]\n",
        b'{"record":1}\n',
        b'{"record":{}}\n',
        b"[" * 100_000 + b"\n",
        b'{"end":{}}\n',
    ):
        with pytest.raises(Broken, match="line 1"):
            check([text])


def test_a_record_signed_anew_by_somebody_else_is_not_ours(tmp_path: Path) -> None:
    from makegood.usecases import bundles, sealed
    from makegood.usecases.checking import Entry

    one = recorded()
    ours = json.loads(exported(one, tmp_path)[0])["record"]["key"]
    content = dict.fromkeys(sealed.FIELDS, "x") | {"organisation": "o", "content": None, "body": {}}
    seal = sealed.Seal(
        "o", 1, 1, 1, sealed.root([sealed.leaf(UUID(int=1).bytes, sealed.event_hash(content))]), bytes(32), "now"
    )
    seed = bytes([7]) * 32
    forged = [seal.__class__(**{**{n: getattr(seal, n) for n in seal.__slots__}, "signature": sealed.sign(seed, seal.signed())}),
              Entry(1, str(UUID(int=1)), content)]  # fmt: skip
    lines = list(bundles.lines({"organisation": "o", "of": "organisation"}, forged, seed))

    assert check(lines)[1].events == 1
    with pytest.raises(Broken, match="another key"):
        check(lines, key=bytes.fromhex(ours))


def test_a_cases_record_holds_its_order_and_nobody_elses(tmp_path: Path) -> None:
    one = recorded()
    lines = exported(one, tmp_path, a_case(one))
    events = [told["event"] for told in map(json.loads, lines) if "event" in told]

    assert [event["type"] for event in events] == ["order_told", "case_told", "dispute_opened"]
    told = b"".join(lines)
    assert b'"order.buyer.id":"b2"' in told and b'"order.buyer.id":"b3"' not in told


# --- heads kept elsewhere -------------------------------------------------------------------------------------


def test_a_record_put_back_to_an_earlier_state_is_found_by_a_head_kept_elsewhere(store: Server) -> None:
    """All rows as they truly were some time ago, the organisation's own head among them: nothing inside can tell."""
    from makegood.store.record import Fact, record
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify, verify_all

    one = recorded()
    with Tampering(store, one, seed=3) as tampering:
        with within(one.organisation):
            record([Fact("note", T0, "rule", "later")], at=T0)
        seal_all(one.organisation, at=T0 + timedelta(hours=1))
        head = verify(one.organisation).as_json()["head"]
        tampering.take_back()

    assert found(one) is None
    (verdict,) = verify_all({str(one.organisation): head})
    assert "cut off" in str(verdict.broken)
    lost = [v for v in verify_all({str(UUID(int=5)): head}) if v.broken]
    assert "it is gone" in str(lost[0].broken)


def test_a_head_seen_before_is_still_in_a_record_that_went_on() -> None:
    from makegood.store.record import Fact, record
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    one = recorded()
    head = verify(one.organisation).as_json()["head"]
    with within(one.organisation):
        record([Fact("note", T0, "rule", "later")], at=T0)
    seal_all(one.organisation, at=T0)

    assert verify(one.organisation, head).broken is None
    assert verify(one.organisation, {**head, "hash": "00"}).broken is not None


def test_content_gone_without_an_erasing_on_record_is_found(store: Server) -> None:
    one = recorded()
    with psycopg.connect(store.url("makegood_owner"), autocommit=True) as owner:
        owner.execute(
            "DELETE FROM store_content WHERE id = (SELECT content_id FROM store_event WHERE type = 'note' LIMIT 1)"
        )

    assert "no erasing is on record" in str(found(one))


def test_events_that_await_the_sealer_are_checked_and_counted(store: Server) -> None:
    from makegood.store.record import Fact, record
    from makegood.store.verifying import verify

    one = recorded()
    with within(one.organisation):
        record([Fact("note", T0, "rule", "later", {"n": 1})], at=T0)
    assert verify(one.organisation).tally.unsealed == 1

    with psycopg.connect(store.url("makegood_admin"), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE store_event SET body = '{}' WHERE number IS NULL")
    assert "does not match its hash" in str(found(one))


# --- the command ----------------------------------------------------------------------------------------------


def test_the_command_says_whether_a_file_is_whole_and_by_whom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from makegood.cli.verify import run

    one = recorded()
    exported(one, tmp_path)
    file = tmp_path / "record.jsonl"

    assert run([str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert run([str(file), "--key", said["key"]]) == 0
    assert run([str(file), "--key", "00" * 32]) == 1
    assert "another key" in capsys.readouterr().out
    file.write_bytes(file.read_bytes()[:-40])
    assert run([str(file)]) == 1 and run([str(tmp_path / "nothing")]) == 2


def test_the_command_checks_the_database_against_what_it_said_before(
    store: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from makegood.cli.verify import run

    one = recorded()
    assert run(["--json"]) == 0
    before = tmp_path / "before"
    before.write_text(capsys.readouterr().out)
    assert run(["--against", str(before)]) == 0

    told = json.loads(before.read_text())
    before.write_text(json.dumps({**told, "head": {"seal": told["seals"] + 1, "hash": "00"}}))
    assert run(["--against", str(before)]) == 1
    assert "被截断" in capsys.readouterr().out
    before.write_text("nonsense")
    assert run(["--against", str(before)]) == 2

    with psycopg.connect(store.url("makegood_admin"), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE store_event SET body = '{}' WHERE number = 2")
    assert run(["--json"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["broken"]["number"] == 2
    assert found(one) is not None


def test_one_spelling_only_is_a_record(tmp_path: Path) -> None:
    """Capitals in hex are read alike: the last line, which no digest covers, would not be found changed."""
    lines = exported(recorded(), tmp_path)
    head, tail = lines[-1].split(b'"signature":"')

    with pytest.raises(Broken):
        check([*lines[:-1], head + b'"signature":"' + tail.replace(b'"}}', b"").rstrip().upper() + b'"}}\n'])
