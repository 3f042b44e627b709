"""What each room's forms send, for the matrix: found in `tests/desk/ROOM/bodies.py`, so that a room brings its own.

BODIES = {"assign": [{"case": "{case}", "owner": "{person}"}]}    route → forms; `{name}` is an id of that kind (cast.py)
WORDS = {"clause": ["AE-NEGO-1"]}                                 parts of an address that are no ids
IDS = {"upload": lambda: Upload.objects.values_list("pk", flat=True)}   ids that cast.py does not know, asked inside a side
FORBIDDEN_FOR = {"case_act": {"warehouse"}}                       who is refused by a finer rule than the view's right
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

HERE = Path(__file__).parent.parent
Body = Mapping[str, Any]

SIGN_IN: dict[str, list[Body]] = {
    "account_login": [{"login": "nobody", "password": "not it"}],
    "account_logout": [{}],
    "account_reauthenticate": [{"password": "not it"}],
    "account_change_password": [{"oldpassword": "not it", "password1": "long enough by far", "password2": "another"}],
    "mfa_authenticate": [{"code": "000000"}],
    "mfa_login_webauthn": [{"credential": "{}"}],
    "mfa_reauthenticate": [{"code": "000000"}],
    "mfa_activate_totp": [{"code": "000000"}],
    "mfa_deactivate_totp": [{}],
    "mfa_generate_recovery_codes": [{}],
    "mfa_add_webauthn": [{"name": "key", "credential": "{}"}],
    "mfa_reauthenticate_webauthn": [{"credential": "{}"}],
    "mfa_remove_webauthn": [{}],
    "mfa_edit_webauthn": [{"name": "another name"}],
    "csp_reports": [{"csp-report": "x"}],
}


def _rooms() -> list[Any]:
    rooms = sorted(file.parent.name for file in HERE.glob("*/bodies.py") if file != Path(__file__))
    return [import_module(f"tests.desk.{name}.bodies") for name in rooms]


def _of_rooms(what: str) -> Iterator[tuple[str, Any]]:
    for room in _rooms():
        yield from getattr(room, what, {}).items()


@cache
def samples() -> dict[str, list[Body]]:
    """Forms by the full name of the route."""
    return SIGN_IN | {f"desk:{name}": forms for name, forms in _of_rooms("BODIES")}


@cache
def words() -> dict[str, list[str]]:
    return dict(_of_rooms("WORDS"))


@cache
def queries() -> dict[str, dict[str, str]]:
    return {f"desk:{name}": asked for name, asked in _of_rooms("QUERIES")}


def ids() -> dict[str, Callable[[], Iterable[Any]]]:
    return dict(_of_rooms("IDS"))


def plant(people: Mapping[str, UUID], now: datetime) -> None:
    for room in _rooms():
        if hasattr(room, "plant"):
            room.plant(people, now)


def paths() -> dict[str, list[dict[str, str]]]:
    """Asked inside a side."""
    return {
        f"desk:{name}": [{part: str(key) for part, key in one.items()} for one in asked()]
        for name, asked in _of_rooms("PATHS")
    }


@cache
def forbidden() -> dict[str, set[str]]:
    return {f"desk:{name}": set(roles) for name, roles in _of_rooms("FORBIDDEN_FOR")}


def names_in(body: Body) -> list[str]:
    """The kinds of ids a form names."""
    texts = [text for value in body.values() for text in (value if isinstance(value, list) else [value])]
    return list(dict.fromkeys(name for text in texts if isinstance(text, str) for name in _NAME.findall(text)))


def filled(body: Body, given: Mapping[str, str]) -> dict[str, Any]:
    """The form with these ids in it; a pair of name and bytes becomes a file."""
    return {name: _filled(value, given) for name, value in body.items()}


def _filled(value: Any, given: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return SimpleUploadedFile(value[0], value[1])
    if isinstance(value, list):
        return [_filled(one, given) for one in value]
    return _NAME.sub(lambda found: given.get(found[1], found[0]), str(value))


_NAME = re.compile(r"\{(\w+)\}")
