"""A record taken elsewhere: a file of JSON lines that anybody can check without a database, given the organisation's public key.

The first line says whose record it is, of what, and the key; then come seals and the events under them, each as it was hashed, with
what is still held of its personal content; the last line counts them and signs the whole file. Of one case only some events of a
seal are there: each then carries its proof (RFC 6962) that the seal covers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from makegood.usecases import sealed
from makegood.usecases.checking import Broken, Entry, Tally, Walk, broken
from makegood.usecases.sealed import Seal, canonical

SCHEMA = "makegood.record/1"
END = b"makegood.record/1 end\n"


def lines(head: Mapping[str, Any], body: Iterable[Seal | Entry], seed: bytes) -> Iterator[bytes]:
    """The file, line by line. `head`: organisation, name, scope and moment; the rest is ours to add."""
    digest = hashlib.sha256()
    counts = {"seals": 0, "events": 0}

    def told(value: Mapping[str, Any]) -> bytes:
        line = canonical(value) + b"\n"
        digest.update(line)
        return line

    yield told({"record": {"schema": SCHEMA, **head, "key": sealed.public_of(seed).hex()}})
    for one in body:
        counts["seals" if isinstance(one, Seal) else "events"] += 1
        yield told({"seal": _seal_out(one)} if isinstance(one, Seal) else _entry_out(one))
    end = {**counts, "digest": digest.hexdigest()}
    yield canonical({"end": {**end, "signature": sealed.sign(seed, END + canonical(end)).hex()}}) + b"\n"


def _seal_out(seal: Seal) -> dict[str, Any]:
    return {
        "organisation": seal.organisation,
        "number": seal.number,
        "first": seal.first,
        "last": seal.last,
        "root": seal.root.hex(),
        "before": seal.before.hex(),
        "at": seal.at,
        "signature": seal.signature.hex(),
    }


def _entry_out(entry: Entry) -> dict[str, Any]:
    line: dict[str, Any] = {"event": entry.content, "number": entry.number, "id": entry.key}
    if entry.held:
        line["content"] = {"salt": entry.salt.hex(), "value": entry.value}
    if entry.proof is not None:
        line["proof"] = [one.hex() for one in entry.proof]
    return line


# --- checked --------------------------------------------------------------------------------------------------


def check(file: Iterable[bytes], *, key: bytes | None = None) -> tuple[dict[str, Any], Tally]:
    """What the file says it is, and what was found in it. `key`: the public key it must be by. Raises `Broken`."""
    reading = _Reading(file)
    head = reading.head()
    public = _bytes(head, "key", 32)
    if key is not None and key != public:
        raise broken("file", None, "it is signed by another key than the one expected", "签名密钥不是所期望的密钥")
    walk = Walk(str(head["organisation"]), public)
    walk.tally.key = public.hex()
    if head["of"] == "organisation":
        walk.whole(*reading.whole())
    else:
        _some(walk, reading)
    reading.end(walk, public)
    return head, walk.tally


def _some(walk: Walk, reading: _Reading) -> None:
    """Some seals, and of each the events that were chosen, each with its proof."""
    last = 0
    for one in reading.body():
        if isinstance(one, Seal):
            walk.seal(one, follows=False)
            continue
        seal = walk.before
        if seal is None or not seal.first <= one.number <= seal.last or one.number <= last:
            raise broken("event", one.number, "it does not stand under its seal", "不在其封存之下")
        leaf = walk.event(one)
        place, size = one.number - seal.first, seal.last - seal.first + 1
        if sealed.root_by_proof(leaf, place, size, one.proof or []) != seal.root:
            raise broken("event", one.number, "its seal does not cover it", "封存未覆盖该事件")
        last = one.number
    walk.all_excused()


class _Reading:
    """The file's lines as seals and entries, in order, with their digest."""

    def __init__(self, file: Iterable[bytes]) -> None:
        self.lines = enumerate(file, 1)
        self.digest = hashlib.sha256()
        self.ended: dict[str, Any] | None = None

    def head(self) -> dict[str, Any]:
        place, line = next(self.lines, (1, b""))
        head = _member(_read(place, line), place, "record")
        if head.get("schema") != SCHEMA or not {"organisation", "of", "key"} <= head.keys():
            raise broken(
                "file", None, f"line {place} does not begin a record ({SCHEMA})", f"第 {place} 行不是记录的开头"
            )
        self.digest.update(line)
        return head

    def body(self) -> Iterator[Seal | Entry]:
        for place, line in self.lines:
            told = _read(place, line)
            if "end" in told:
                self.ended = _member(told, place, "end")
                if next(self.lines, None) is not None:
                    raise broken("file", None, "it goes on after its end", "结尾之后还有内容")
                return
            self.digest.update(line)
            try:
                one = _seal_in(_member(told, place, "seal")) if "seal" in told else _entry_in(told)
            except (KeyError, TypeError, ValueError, AttributeError):
                raise _unread(place) from None
            yield one

    def whole(self) -> tuple[Iterator[Seal], Iterator[Entry]]:
        """One stream as two: a seal is asked for when the events before it are used up."""
        body = self.body()

        def seals() -> Iterator[Seal]:
            for one in body:
                if not isinstance(one, Seal):
                    raise broken("event", one.number, "no seal covers it", "没有任何封存覆盖它")
                yield one

        def entries() -> Iterator[Entry]:
            for one in body:
                if isinstance(one, Seal):
                    raise broken(
                        "seal",
                        one.number,
                        "it comes before all events of the one before it",
                        "出现在前一封存的事件结束之前",
                    )
                yield one

        return seals(), entries()

    def end(self, walk: Walk, public: bytes) -> None:
        if self.ended is None:
            raise broken("file", None, "it is cut off: its last line is missing", "文件被截断，缺少末行")
        said = {name: self.ended.get(name) for name in ("seals", "events", "digest")}
        found = {"seals": walk.tally.seals, "events": walk.tally.events, "digest": self.digest.hexdigest()}
        if said != found:
            raise broken("file", None, f"it says {said} and holds {found}", f"文件自称 {said}，实为 {found}")
        if not sealed.is_signed(public, _bytes(self.ended, "signature", 64), END + canonical(said)):
            raise broken("file", None, "its last line is not signed by its key", "末行签名与密钥不符")


def _seal_in(told: Mapping[str, Any]) -> Seal:
    return Seal(
        organisation=told["organisation"],
        number=_whole(told["number"]),
        first=_whole(told["first"]),
        last=_whole(told["last"]),
        root=_hex(told["root"]),
        before=_hex(told["before"]),
        at=told["at"],
        signature=_hex(told["signature"]),
    )


def _entry_in(told: Mapping[str, Any]) -> Entry:
    content = told["event"]
    if set(content) != set(sealed.FIELDS):
        raise ValueError
    held = told.get("content")
    proof = told.get("proof")
    return Entry(
        number=_whole(told["number"]),
        key=_key(told["id"]),
        content=content,
        held=held is not None,
        salt=_hex(held["salt"]) if held is not None else b"",
        value=held["value"] if held is not None else None,
        proof=[_hex(one) for one in proof] if proof is not None else None,
    )


def _hex(text: str) -> bytes:
    value = bytes.fromhex(text)
    if value.hex() != text:  # capitals and spaces would be read alike: one spelling only
        raise ValueError
    return value


def _key(text: str) -> str:
    if str(UUID(text)) != text:
        raise ValueError
    return text


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _read(place: int, line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise _unread(place) from None
    # One spelling only: what is read is what was signed.
    if not isinstance(told, dict) or not line.endswith(b"\n") or _spelled(told) != line[:-1]:
        raise _unread(place)
    return told


def _spelled(told: Any) -> bytes | None:
    try:
        return canonical(told)
    except (ValueError, RecursionError):  # half characters; numbers that are none
        return None


def _member(told: Mapping[str, Any], place: int, name: str) -> dict[str, Any]:
    one = told.get(name)
    if not isinstance(one, dict) or len(told) != 1:
        raise _unread(place)
    return one


def _bytes(told: Mapping[str, Any], name: str, length: int) -> bytes:
    try:
        value = _hex(told[name])
    except (KeyError, TypeError, ValueError):
        value = b""
    if len(value) != length:
        raise broken("file", None, f"{name}: expected {length} bytes in hex", f"{name}：应为 {length} 字节的十六进制")
    return value


def _unread(place: int) -> Broken:
    return broken("file", None, f"line {place} is no line of a record", f"第 {place} 行不是记录的内容")
