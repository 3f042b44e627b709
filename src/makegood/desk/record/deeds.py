"""What is done with the record: it is checked again, or taken out as a file that anybody can check. Nothing in it is ever changed."""

from __future__ import annotations

import io
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.desk.asking import Asked, by, needs
from makegood.store import checks
from makegood.store.exporting import export_record
from makegood.store.models import Case, Event, Organisation
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.workers import database_clock
from makegood.usecases.rights import Right

MOST = 50_000
"""House: entries that are packed while somebody waits; a longer record is written from the shell."""


@require_POST
@needs(Right.read)
def check(request: Asked) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Asks for a check; a worker makes it."""
    checks.ask(at=database_clock())
    return redirect("desk:record")


@require_POST
@needs(Right.govern)
def export(request: Asked) -> HttpResponse:
    """The signed bundle and its checker, in one archive. `case`: of one case and its order only."""
    case = _case(request.POST.get("case"))
    if case is None and Event.objects.values_list("pk")[: MOST + 1].count() > MOST:
        messages.warning(
            request,
            gettext("The record is too long to be packed while you wait. From the shell: makegood db record FILE"),
        )
        return redirect("desk:record")
    organisation, at = request.membership.organisation_id, database_clock()
    body = {"name": case.number if case is not None else "", "of": "case" if case is not None else "organisation"}
    fact = Fact("record_exported", at, by(request), keyed("record_exported", stamp(at), by(request)), body=body)
    record([fact], at=at, case=case)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "record.jsonl"
        export_record(organisation, file, at=at, case=case.pk if case is not None else None)
        packed = _packed(file.read_bytes(), _key(organisation))
    answer = HttpResponse(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="makegood-record-{at:%Y%m%d-%H%M}.zip"'
    return answer


def _case(text: str | None) -> Case | None:
    """Raises `Http404` where the organisation entered has no such case."""
    if not text:
        return None
    try:
        found: Case | None = Case.objects.filter(pk=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _key(organisation: UUID) -> str:
    public = Organisation.objects.values_list("seal_public", flat=True).get(pk=organisation)
    return bytes(public).hex() if public is not None else ""


def _packed(told: bytes, key: str) -> bytes:
    script = files("makegood.desk.record").joinpath("check_record.py").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.jsonl", told)
        archive.writestr("check_record.py", script)
        archive.writestr("README.txt", _README.replace("KEY", key))
    return out.getvalue()


_README = """\
record.jsonl   the record: every entry as it was hashed, the seals over them, signed / 记录：每一条及其封签，带签名
check_record.py   the checker: Python 3.9 or newer, nothing else / 校验程序：只需 Python 3.9 以上

    python check_record.py record.jsonl KEY

The key is the organisation's public key. Compare it with one you were given by another way: who writes a record anew brings a key
of their own. 上面的密钥为该组织的公钥，请与通过其他途径得到的公钥核对。
"""
