"""The signed bundle: what anybody can check with Python alone, and what no change to it escapes."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from makegood.desk.record import check_record
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene


def bundle(client: Client, **more: str) -> dict[str, bytes]:
    answer = client.post("/record/export/", more)
    assert answer.status_code == 200, answer.content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def key_of(one: Scene) -> str:
    from makegood.store.models import Organisation

    return bytes(Organisation.objects.get(pk=one.organisation).seal_public).hex()


def told(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


@pytest.mark.parametrize("of_a_case", [False, True], ids=["whole", "case"])
def test_is_checked_by_python_alone(
    at_desk: Callable[..., Client], one: Scene, tmp_path: Path, of_a_case: bool
) -> None:
    cases = [taken_in(one, number, at=timezone.now()) for number in (1, 2)]
    files = bundle(at_desk("owner"), **({"case": str(cases[0])} if of_a_case else {}))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-I", "check_record.py", "record.jsonl", key_of(one)], cwd=tmp_path, capture_output=True
    )

    assert done.returncode == 0, done.stdout
    assert b"complete" in done.stdout and key_of(one).encode() in files["README.txt"]


def test_another_key_is_not_taken(at_desk: Callable[..., Client], one: Scene) -> None:
    taken_in(one, at=timezone.now())
    lines = told(bundle(at_desk("owner"))["record.jsonl"])

    with pytest.raises(check_record.Broken, match="another key"):
        check_record.check(lines, bytes(32))


def test_no_change_to_it_escapes_the_checker(at_desk: Callable[..., Client], one: Scene) -> None:
    """As many random changes as fit a second or two: a value, a line lost, doubled, moved."""
    for number in (1, 2):
        taken_in(one, number, at=timezone.now())
    lines, chance = told(bundle(at_desk("owner"))["record.jsonl"]), random.Random(1)
    check_record.check(lines)

    for _ in range(60):
        with pytest.raises((check_record.Broken, ValueError, KeyError, TypeError, AttributeError)):
            check_record.check(changed(lines, chance))


def changed(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place, other = chance.sample(range(len(lines)), 2)
    match chance.choice(("lose", "double", "swap", "value", "byte")):
        case "lose":
            return lines[:place] + lines[place + 1 :]
        case "double":
            return [*lines[: place + 1], *lines[place:]]
        case "swap":
            lines = list(lines)
            lines[place], lines[other] = lines[other], lines[place]
            return lines
        case "value":
            one = json.loads(lines[place])
            inner = one[chance.choice(sorted(one))] if len(one) > 1 else next(iter(one.values()))
            if not isinstance(inner, dict):
                return lines[:place]
            inner["organisation" if "organisation" in inner else "digest"] = "other"
            return [*lines[:place], check_record.canonical(one) + b"\n", *lines[place + 1 :]]
        case _:
            line = bytearray(lines[place])
            spot = chance.randrange(len(line))
            line[spot] = (line[spot] + 1) % 256
            return [*lines[:place], bytes(line), *lines[place + 1 :]]


def test_only_an_owner_takes_it_out_and_it_stands_in_the_record(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store.models import Event

    taken_in(one, at=timezone.now())
    assert at_desk("lead").post("/record/export/").status_code == 403
    bundle(at_desk("owner"))

    with within(one.organisation):
        assert Event.objects.filter(type="record_exported").count() == 1


@pytest.mark.parametrize("case", ["not-an-id", "foreign"])
def test_anothers_case_is_not_found(at_desk: Callable[..., Client], one: Scene, case: str) -> None:
    given = str(taken_in(scene("Two"), at=timezone.now())) if case == "foreign" else case

    assert at_desk("owner").post("/record/export/", {"case": given}).status_code == 404
