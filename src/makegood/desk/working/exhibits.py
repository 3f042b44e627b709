"""A piece of evidence as a form gives it: read strictly into the case file's own form, or refused with what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from makegood.core.instants import show
from makegood.core.text import Text
from makegood.core.words import Channel, EvidenceKind, Origin, Side

READS: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.goods_photo: (),
    EvidenceKind.conversation: (),
    EvidenceKind.dispatch_photo: (),
    EvidenceKind.ticket_reply: (),
    EvidenceKind.delivery_proof: ("tracking",),
    EvidenceKind.tracking_record: ("tracking",),
    EvidenceKind.pack_scan: ("skus",),
    EvidenceKind.carrier_statement: ("carrier", "stamped"),
    EvidenceKind.return_terms_confirmed: ("channel",),
}
"""The kinds that working screens put on record, and what is read from each (contract.md, Evidence kinds)."""
LONGEST = 300
"""House: signs of a file's name or place."""


class NotAnExhibit(Exception):
    """What was typed is no piece of evidence; says what is wrong with which field."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def exhibit(given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The piece as the case file has it. Raises `NotAnExhibit`."""
    kind = _one_of(EvidenceKind, given.get("kind"), Text("kind of evidence", "凭证类型"))
    if kind not in READS:
        raise NotAnExhibit(Text(f"{kind}: is not put on record here", f"{kind}：不在此处登记"))
    file = given.get("file", "").strip()
    if not file or len(file) > LONGEST:
        text = Text(
            f"where it is kept: found {len(file)} signs; expected a file's name or place, {LONGEST} at most",
            f"文件名或存放位置：填了 {len(file)} 字，应填写且最多 {LONGEST} 字",
        )
        raise NotAnExhibit(text)
    piece: dict[str, Any] = {
        "id": given.get("number", "").strip()[:20] or "E-01",
        "kind": str(kind),
        "by": str(_one_of(Side, given.get("by") or "seller", Text("given by", "提供方"))),
        "at": show(moment(given.get("at"), now=now)),
        "file": file,
        "origin": str(_one_of(Origin, given.get("origin") or "unknown", Text("origin", "来源"))),
    }
    reading = _reading(kind, given)
    return piece | ({"reading": reading} if reading else {})


def moment(text: str | None, *, now: datetime) -> datetime:
    """A moment typed where the viewer is; nothing typed is now. Raises `NotAnExhibit` for one that has not come."""
    if not (text or "").strip():
        return now
    try:
        told = datetime.fromisoformat(str(text).strip())
    except ValueError:
        raise NotAnExhibit(Text(f"found {text}; expected a day and a time", f"填的是 {text}，应为日期和时间")) from None
    instant = told if told.tzinfo is not None else timezone.make_aware(told)
    if instant == now.replace(second=0, microsecond=0):  # a form has no seconds: the minute typed is this one
        return now
    if instant > now:
        raise NotAnExhibit(Text("that time has not come yet", "该时间尚未到来"))
    return instant


def _reading(kind: EvidenceKind, given: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in READS[kind]:
        value = given.get(name, "").strip()
        if name == "stamped":
            told[name] = value == "yes"
        elif name == "channel":
            told[name] = str(_one_of(Channel, value, Text("where it was confirmed", "在哪里确认")))
        elif name == "skus" and value:
            told[name] = [one for one in value.replace("，", ",").replace("\n", ",").split(",") if one.strip()]
        elif value:
            told[name] = value
    return told


def _one_of(words: Any, value: str | None, name: Text) -> Any:
    if value not in set(words):
        raise NotAnExhibit(
            Text(
                f"{name.en}: found {value or 'nothing'}; expected one of {', '.join(words)}",
                f"{name.zh}：填的是 {value or '空'}，应从选项中选择",
            )
        )
    return words(value)
