"""Takes an export in: looked at, tried without effect, then run, a few orders a transaction; the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.core.reading import NotACase
from makegood.core.text import Text
from makegood.store import due, intake
from makegood.store.actions import NotPossible
from makegood.store.confined import NotRead, asked
from makegood.store.due import Work
from makegood.store.models import Case, Event, Import, Order, Shop
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import organisation_id, within
from makegood.store.workers import Handler, Now

IMPORT = "import"
MOST_BYTES = 30_000_000
"""House: of one file; a hundred thousand orders take a quarter of it."""
AT_ONCE = 200
"""House: orders that are taken in while a person waits; more go to a worker."""
SLICE = 40
ENDINGS = (".xlsx", ".csv", ".xls", ".txt", ".tsv")
KEEP = timedelta(days=7)
"""House: how long a file's content is kept, for its result to be fetched."""
REMEMBERED = 200
READ, REFUSED, TRYING, TRIED, RUNNING, DONE, STOPPED = (
    "read",
    "refused",
    "trying",
    "tried",
    "running",
    "done",
    "stopped",
)
BUSY = (TRYING, RUNNING)
LETTERS = {"new": "n", "changed": "c", "same": "s", "failed": "f"}
"""What became of an order, in `Import.outcomes`: a letter each, in the order that reading the file gives them."""


def begin(shop: Shop, name: str, content: bytes, *, by: str, at: datetime) -> Import:
    """A file that came: looked at, nothing taken in yet. Raises `NotPossible` for one that is no table by its name, or too large."""
    if PurePosixPath(name).suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise NotPossible(
            Text(f"found {name!r}; expected one of {known}", f"文件“{name}”的类型不受支持；应为 {known} 之一")
        )
    if not content or len(content) > MOST_BYTES:
        raise NotPossible(
            Text(
                f"found {len(content):,} bytes; expected a file of at most {MOST_BYTES:,}. Export a shorter span of time",
                f"文件大小为 {len(content):,} 字节；上限 {MOST_BYTES:,} 字节。请缩短导出的时间范围",
            )
        )
    one: Import = Import.objects.create(
        shop=shop, name=name, digest=hashlib.sha256(content).hexdigest(), size=len(content), content=content,
        by=by, created_at=at,
    )  # fmt: skip
    due.ensure(IMPORT, one.pk, organisation_id(), at + KEEP)
    look(one, {}, zone=None, currency=None)
    return one


def look(one: Import, mapping: Mapping[str, str], *, zone: str | None, currency: str | None) -> None:
    """Reads it, with the columns named so; where none are, with what was named for the same headers before."""
    one.mapping, one.zone, one.currency = dict(mapping), zone, currency
    try:
        with asked(_content(one), _safe(one.name), _job(one, "look")) as answers:
            one.seen = next(answers)
    except NotRead as reason:
        one.seen = {"refused": reason.text.en, "why": reason.text.as_json(), "headers": []}
    one.mapping = one.seen.get("mapped") or one.mapping
    one.fingerprint = one.seen.pop("fingerprint", None)
    one.state = REFUSED if "refused" in one.seen else READ
    one.total, one.done, one.counts, one.outcomes = one.seen.get("cases", 0), 0, {}, ""
    one.save()


def start(one: Import, *, only_try: bool, at: datetime) -> None:
    """Tries it or runs it; a small file at once, a large one by a worker. Raises `NotPossible` where it is not ready."""
    if one.state in (*BUSY, REFUSED, DONE) or one.content is None:
        raise NotPossible(Text(f"it is {one.state} already; nothing was changed", f"状态已是 {one.state}，未作改动"))
    one.state = TRYING if only_try else RUNNING
    one.done, one.counts, one.outcomes, one.why, one.ended_at = 0, {}, "", None, None
    one.save()
    if one.total <= AT_ONCE:
        _go_on(one, at=lambda: at)
    else:
        due.ensure(IMPORT, one.pk, organisation_id(), at)


def stop(one: Import, *, at: datetime) -> None:
    """No more of it is taken in; what was, stays."""
    if one.state not in BUSY:
        raise NotPossible(Text(f"it is {one.state}; nothing is under way", f"状态为 {one.state}，没有进行中的导入"))
    one.state, one.ended_at = STOPPED, at
    one.save(update_fields=["state", "ended_at"])
    due.ensure(IMPORT, one.pk, organisation_id(), one.created_at + KEEP)


def result(one: Import, *, column: str, words: Mapping[str, str], language: str) -> str:
    """The file's rows with what became of each, as CSV. Raises `NotRead`, `NotPossible` once the content is gone."""
    job = {
        **_job(one, "result"),
        "outcomes": one.outcomes,
        "words": {LETTERS[outcome]: word for outcome, word in words.items()},
        "column": column,
        "language": language,
    }
    with asked(_content(one), _safe(one.name), job) as answers:
        return "".join(answer["line"] for answer in answers)


def importer(now: Now) -> Handler:
    """Goes on with a large file; once a file's week is over, lets its content go."""

    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            _work(work, now)

    return Handler(run)


def _work(work: Work, now: Now) -> None:
    with within(work.organisation):
        one: Import | None = Import.objects.filter(pk=work.subject).first()
        if one is None or (one.state not in BUSY and one.created_at + KEEP <= now()):
            if one is not None:
                _let_go(one)
            due.finish(work)
            return
    if one.state in BUSY:
        _go_on(one, at=now, work=work)
    with within(work.organisation):
        due.finish(work, again_at=max(one.created_at + KEEP, now()))


def _let_go(one: Import) -> None:
    one.content = None
    one.seen = {name: value for name, value in one.seen.items() if name not in ("rows", "refused_rows")}
    one.save()


def _go_on(one: Import, *, at: Now, work: Work | None = None) -> None:
    """From where it stands: begun again after a crash, the orders done are not told again."""
    organisation = one.organisation_id
    try:
        with within(organisation):
            content, job = _content(one), _job(one, "cases")
        with asked(content, _safe(one.name), job) as answers:
            answers = islice(answers, one.done, None)
            while told := list(islice(answers, SLICE)):
                with within(organisation):
                    if not _slice(one, told, at=at()):
                        return
                    if work is not None:
                        due.renew(work, at=at())
        with within(organisation):
            _end(one, at=at())
    except NotRead as reason:
        with within(organisation):
            one.state, one.why, one.ended_at = STOPPED, reason.text.as_json(), at()
            one.save()


def _slice(one: Import, told: Sequence[Mapping[str, Any]], *, at: datetime) -> bool:
    """A few orders; false where somebody stopped it meanwhile."""
    fresh = Import.objects.select_for_update().defer("content").get(pk=one.pk)
    if fresh.state not in BUSY:
        one.state = fresh.state
        return False
    for answer in told:
        outcome = _tried(one, answer["case"], at=at) if one.state == TRYING else _told(one, answer["case"], at=at)
        one.outcomes += LETTERS[outcome]
        one.counts[outcome] = one.counts.get(outcome, 0) + 1
        one.done += 1
    one.save(update_fields=["done", "counts", "outcomes"])
    return True


class _Undone(Exception):
    """Ends a trial: nothing of it stands."""


def _tried(one: Import, document: Mapping[str, Any], *, at: datetime) -> str:
    """What taking it in would do: it is taken in, looked at, and undone."""
    outcome = "failed"
    try:
        with transaction.atomic():
            outcome = _told(one, document, at=at)
            raise _Undone
    except _Undone:
        return outcome


def _told(one: Import, document: Mapping[str, Any], *, at: datetime) -> str:
    number = str((document.get("order") or {}).get("id"))
    before = _standing(one.shop_id, number)
    told = {name: value for name, value in document.items() if name != "shop"}
    try:
        with transaction.atomic():
            intake.take_in(one.shop_id, told, by=one.by, at=at)
    except NotACase:
        return "failed"
    after = _standing(one.shop_id, number)
    return "new" if before is None else "same" if after == before else "changed"


def _standing(shop: UUID, number: str) -> tuple[int, int] | None:
    """How much is on record of an order; None: nothing."""
    order = Order.objects.filter(shop=shop, number=number).values_list("pk", flat=True).first()
    if order is None:
        return None
    return Event.objects.filter(order=order).count(), Case.objects.filter(order=order).count()


def _end(one: Import, *, at: datetime) -> None:
    is_run = one.state == RUNNING
    one.state, one.ended_at = (DONE, at) if is_run else (TRIED, None)
    one.save(update_fields=["state", "ended_at"])
    if is_run:
        body = {"import": str(one.pk), "sha256": one.digest, "counts": one.counts}
        fact = Fact("import_done", at, one.by, keyed("import_done", one.pk, at), body=body, personal={"file": one.name})
        record([fact], at=at, shop=one.shop)


def _content(one: Import) -> bytes:
    if one.content is None:
        raise NotPossible(
            Text(
                "the file's content is gone, a week after it came; bring it again", "文件内容已在一周后删除；请重新上传"
            )
        )
    return bytes(one.content)


def _job(one: Import, do: str) -> dict[str, Any]:
    job = {"do": do, "platform": one.shop.platform, "zone": one.zone, "currency": one.currency}
    return {**job, "mapping": one.mapping, "memory": {} if one.mapping else _memory()}


def _memory() -> dict[str, Any]:
    """The mappings of this organisation by the header row they were given for, the newest of each."""
    rows = Import.objects.filter(fingerprint__isnull=False).exclude(mapping={}).order_by("-id")
    found: dict[str, Any] = {}
    for mark, mapping in rows.values_list("fingerprint", "mapping")[:REMEMBERED]:
        found.setdefault(mark, mapping)
    return found


def _safe(name: str) -> str:
    """A file name of our own, with the ending of theirs."""
    bare = "".join(sign for sign in PurePosixPath(name).stem if sign.isalnum() or sign in " -_()（）")[:60]
    return f"{bare.strip() or 'export'}{PurePosixPath(name).suffix.lower()}"
