"""Checks a record: every event against its hash, every seal against its events, its signature and the seal before it.

A record read from a database and one read from an exported file are checked by the same walk. The first entry that is not as it
was sealed is named; nothing after it is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from makegood.core.text import Text
from makegood.usecases import sealed
from makegood.usecases.sealed import NOTHING_BEFORE, Seal


class Entry(NamedTuple):
    """An event with its place. `held`: its personal content still stands, as `value` under `salt`. `hash`, `seal`: what its row says
    they are, where it comes from a database. `proof`: where not all events of its seal are at hand. `spelled`: the canonical content,
    where its reader has it spelled already; `content` is then a part of it."""

    number: int
    key: str
    content: Mapping[str, Any]
    hash: bytes | None = None
    seal: str | None = None
    held: bool = False
    salt: bytes = b""
    value: Any = None
    proof: list[bytes] | None = None
    spelled: bytes | None = None


class Broken(Exception):
    """The record is not as it was sealed; says which entry is the first that is not, and how."""

    def __init__(self, what: str, number: int | None, text: Text) -> None:
        super().__init__(text.en)
        self.what, self.number, self.text = what, number, text

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "number": self.number, "why": self.text.as_json()}


@dataclass(slots=True)
class Tally:
    """What was gone through: events and seals found as they were sealed; `erased` of the events no longer hold their content."""

    events: int = 0
    seals: int = 0
    erased: int = 0
    unsealed: int = 0
    last: int = 0
    """The number of the last seal."""
    head: str = NOTHING_BEFORE.hex()
    """The hash of the last seal: kept elsewhere, it shows later that nothing was cut off or written anew."""
    until: str | None = None
    """When the last seal was made."""
    key: str = ""
    marks: dict[int, str] = field(default_factory=dict)
    """The hashes of the seals that were asked for, by number."""


@dataclass(slots=True)
class Walk:
    """One pass over a record, an event at a time. `gone` and `excused`: events without their content, and those that an erasing names."""

    organisation: str
    public: bytes
    tally: Tally = field(default_factory=Tally)
    gone: dict[str, int] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)
    before: Seal | None = None
    wanted: frozenset[int] = frozenset()

    def whole(self, seals: Iterable[Seal], entries: Iterator[Entry]) -> None:
        """All seals from the first, with all their events. Raises `Broken`."""
        for seal in seals:
            self.seal(seal)
            leaves = [self._next(entries, number, seal) for number in range(seal.first, seal.last + 1)]
            if sealed.root(leaves) != seal.root:
                raise _broken("seal", seal.number, "its events are not those that were sealed", "其事件与封存时不符")
        extra = next(entries, None)
        if extra is not None:
            raise _broken(
                "event", extra.number, "it is numbered, but no seal covers it", "已编号，但没有任何封存覆盖它"
            )
        self.all_excused()

    def _next(self, entries: Iterator[Entry], number: int, seal: Seal) -> bytes:
        entry = next(entries, None)
        if entry is None or entry.number != number:
            found = "the record ends" if entry is None else f"found event {entry.number}"
            raise _broken("event", number, f"it is missing: {found}", f"缺失（{found}）")
        if entry.seal != seal.key:
            raise _broken("event", number, f"it names another seal than {seal.number}", f"所指封存不是 {seal.number}")
        return self.event(entry)

    def seal(self, seal: Seal, *, follows: bool = True) -> None:
        """A seal by itself, and against the one before. `follows` False: only some seals are at hand. Raises `Broken`."""
        before = self.before
        if seal.organisation != self.organisation:
            raise _broken("seal", seal.number, "it is another organisation's", "属于其他组织")
        if not sealed.is_signed(self.public, seal.signature, seal.signed()):
            raise _broken("seal", seal.number, "its signature is not by the organisation's key", "签名与组织密钥不符")
        expected = 1 if before is None else before.number + 1
        if follows or seal.number == expected:
            hash_before = NOTHING_BEFORE if before is None else before.hash()
            first = 1 if before is None else before.last + 1
            if seal.number != expected:
                raise _broken(
                    "seal", expected, f"it is missing: found seal {seal.number}", f"缺失，找到的是封存 {seal.number}"
                )
            if seal.before != hash_before or seal.first != first:
                raise _broken("seal", seal.number, "it does not follow the seal before it", "与前一封存不衔接")
        elif before is not None and (seal.number <= before.number or seal.first <= before.last):
            raise _broken("seal", seal.number, "it is out of order", "顺序错误")
        if seal.last < seal.first:
            raise _broken("seal", seal.number, "it covers nothing", "未覆盖任何事件")
        self.before = seal
        self.tally.seals += 1
        self.tally.last, self.tally.head, self.tally.until = seal.number, seal.hash().hex(), seal.at
        if seal.number in self.wanted:
            self.tally.marks[seal.number] = self.tally.head

    def event(self, entry: Entry) -> bytes:
        """An event against its own hash and its content's; gives its leaf. Raises `Broken`."""
        hashed = self.content(entry)
        self.tally.events += 1
        return sealed.leaf(bytes.fromhex(entry.key.replace("-", "")), hashed)

    def content(self, entry: Entry) -> bytes:
        told = entry.content
        if told["organisation"] != self.organisation:
            raise _broken("event", entry.number, "it is another organisation's", "属于其他组织")
        hashed = sealed.event_hash(told) if entry.spelled is None else sealed.spelled_hash(entry.spelled)
        if entry.hash is not None and hashed != entry.hash:
            raise _broken("event", entry.number, "its content does not match its hash", "内容与哈希不符")
        if told["content"] is None:
            if entry.held:
                raise _broken("event", entry.number, "content was attached to it", "被附加了内容")
        elif not entry.held:
            self.gone[entry.key] = entry.number
        elif sealed.content_hash(entry.salt, entry.value).hex() != told["content"]:
            raise _broken("event", entry.number, "its personal content does not match its hash", "个人内容与哈希不符")
        if told["type"] == sealed.ERASED:
            self.excused.update(told["body"].get("events", ()))
        return hashed

    def all_excused(self) -> None:
        """Content is gone only where an erasing on record says so. Raises `Broken`."""
        for key, number in self.gone.items():
            if key not in self.excused:
                raise _broken(
                    "event",
                    number,
                    "its personal content is gone, and no erasing is on record",
                    "个人内容缺失，且无删除记录",
                )
        self.tally.erased = len(self.gone)


def _broken(what: str, number: int | None, en: str, zh: str) -> Broken:
    names = {"event": "事件", "seal": "封存", "file": "文件", "organisation": "组织"}
    place = "" if number is None else f" {number}"
    return Broken(what, number, Text(f"{what}{place}: {en}", f"{names[what]}{place}：{zh}"))


broken = _broken
"""For those who read the record and find it broken before it can be walked."""
