"""Putting pictures in with a dispute (sheet §2.3): one call a picture, its bytes outside the signature."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.aliexpress.asking import ISSUES, Shop, buyer, issue
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import rows, take, unwrapped
from makegood.connectors.aliexpress.planning import Plan, since
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.aliexpress.times import moment
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Look, Receipt, Sight
from makegood.wire.requests import File

UPLOAD = "aliexpress.issue.image.upload"
MOST_BYTES, MOST_PICTURES = 2 * 1024 * 1024, 5
"""House: the limits of dispute evidence are not published (sheet §2.3: uncertain)."""
KINDS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    pictures = _pictures(shop, act)
    login = buyer(shop, act, urgent=urgent)
    if act.dispute is None:
        raise no("missing", "dispute")
    return Plan(tuple(_call(act.dispute, login, picture) for picture in pictures))


def seen(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    """As many new pictures of ours in the process as were to be put in.

    A picture tells no time of its own, and one put in today may hang on a record of last week: with any of ours there that is not
    surely new, a person looks.
    """
    wanted = len(_ids(act))
    found = issue(shop, act, buyer(shop, act, urgent=False), urgent=False)
    if take(found, "process_dto_list").value is None:
        return Look(Sight.cannot_tell, why="the platform lists no process for this issue")
    when = [after for file, after in _ours(found, act) if file not in taken]
    sure = sum(after is True for after in when)
    if sure >= wanted:
        return Look(Sight.done, Receipt(None, {"pictures": sure}))
    if not when:
        return Look(Sight.not_done)
    return Look(Sight.cannot_tell, why=f"{sure} of {wanted} pictures are there for sure, {len(when) - sure} perhaps")


def _ours(found: At, act: Act) -> Iterator[tuple[str | None, bool | None]]:
    """Our pictures in the process, each with whether it was put in since the act was first sent."""
    for record in rows(take(found, "process_dto_list")):
        by, made = text(take(record, "submit_member_type")), moment(take(record, "gmt_create"))
        for item in unwrapped(take(record, "attachments")).value:
            picture = At(item, record.method, record.path)
            owner = text(take(picture, "owner")) if isinstance(item, dict) else None
            if (owner or by) != "seller":
                continue
            early, late = (since(act, made.first), since(act, made.last)) if made is not None else (None, None)
            yield text(take(picture, "file_path")) if isinstance(item, dict) else None, early if early == late else None


def _ids(act: Act) -> list[str]:
    told = act.details.get("evidence")
    return [str(one) for one in told] if isinstance(told, (list, tuple)) else [str(told)] if told else []


def _pictures(shop: Shop, act: Act) -> list[File]:
    ids = _ids(act)
    if not ids or shop.files is None:
        raise no("missing", "evidence")
    if len(ids) > MOST_PICTURES:
        raise no("picture", f"{len(ids)} at once, at most {MOST_PICTURES}")
    return [_checked(shop.files(one)) for one in ids]


def _checked(file: File) -> File:
    extension = _extension(file)
    if extension is None or len(file.content) > MOST_BYTES:
        raise no("picture", f"{file.name}, {len(file.content)} bytes")
    return file


def _extension(file: File) -> str | None:
    return next((kind for start, kind in KINDS.items() if file.content.startswith(start)), None)


def _call(issue_id: str, login: str, picture: File) -> Call:
    params = {"issue_id": issue_id, "buyer_login_id": login, "extension": _extension(picture)}
    return Call(UPLOAD, params, ISSUES, {"image_bytes": picture})
