"""One request of the matrix: sent, read to its last byte, and taken back, so that none has to do with another."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.test import Client

from makegood.store.tenancy import within
from makegood.store.walls import tenant_models

if TYPE_CHECKING:
    from tests.desk.rights.cast import Side

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    """Head and body; of a packed file, what is in it."""
    fault: str

    @property
    def allows(self) -> frozenset[str]:
        return frozenset(re.findall(r"[A-Z]+", self.headers.get("Allow", "")))

    @property
    def where(self) -> str:
        return self.headers.get("Location", "")

    @property
    def ids(self) -> set[str]:
        return set(_UUID.findall(self.text))


def ask(
    client: Client, method: str, address: str, body: Mapping[str, Any] | None = None, *, part: bool = False
) -> Answer:
    """Inside a transaction of the caller's (`undone`), and with the cookies the client had."""
    kept = SimpleCookie(client.cookies.output(header=""))
    try:
        if method == "POST":
            response = client.post(address, dict(body or {}), headers=PART if part else {})
        else:
            response = client.generic(method, address, headers=PART if part else {})
        return _read(response)
    finally:
        client.cookies = kept


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _read(response: Any) -> Answer:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    raised = getattr(response, "exc_info", None)
    fault = "".join(traceback.format_exception(*raised)[-3:]) if raised and response.status_code >= 500 else ""
    return Answer(response.status_code, dict(response.headers), f"{head}\n{_text(content)}", fault)


def _text(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def without_noise(text: str) -> str:
    """A page without what is different each time."""
    head_off = text[text.index("\n\n") :] if "\n\n" in text else text
    return re.sub(
        r'MG-\d+-\w+|data-now="[^"]*"|X-CSRFToken[^}]*|csrfmiddlewaretoken" value="[^"]*"|' + _UUID.pattern,
        "",
        head_off,
    )


def has_written() -> bool:
    """Whether this transaction wrote to a table of the store; what sign-in keeps for itself does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 "
            "AND (relname LIKE 'store_%%' OR relname LIKE 'mfa_%%')",
            [],
        )
        return bool(cursor.fetchone()[0])


def state_of(side: Side) -> str:
    """A sum over every row that is this side's."""
    tenants = [
        f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY id), '')) AS sum FROM \"{model._meta.db_table}\" t"
        for model in tenant_models()
    ]
    shared = [
        f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY id), '')) FROM {table} t WHERE {column} = %s"
        for table, column in (
            ("store_membership", "organisation_id"),
            ("store_organisation", "id"),
            ("store_pause", "organisation_id"),
            ("store_due", "organisation_id"),
        )
    ]
    people = "SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM store_person t WHERE id = ANY(%s)"
    proofs = "SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM mfa_authenticator t WHERE user_id = ANY(%s)"
    whole = f"SELECT md5(string_agg(sum, '')) FROM ({' UNION ALL '.join([*tenants, *shared, people, proofs])}) all_rows"
    members = list(side.scene.people.values())
    with within(side.scene.organisation), connection.cursor() as cursor:
        cursor.execute(whole, [*[side.scene.organisation] * len(shared), members, members])
        found: str = cursor.fetchone()[0]
        return found
