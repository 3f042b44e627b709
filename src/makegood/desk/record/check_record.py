"""Checks an exported record by itself: Python and nothing else. `python check_record.py record.jsonl [KEY]`.

Every entry against its hash, every seal against its entries and the seal before it, every signature against the key (Ed25519,
RFC 8032; Merkle trees, RFC 6962). Says the first thing that is not as it was sealed, and then ends with 1.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

Point = tuple[int, int, int, int]
Told = dict[str, Any]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


class Broken(Exception):
    """What is not as it was sealed, and where."""


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


# --- signatures -----------------------------------------------------------------------------------------------


def added(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(count: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while count:
        if count & 1:
            total = added(total, point)
        point, count = added(point, point), count >> 1
    return total


def point_of(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (not x and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


_base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
assert _base is not None
BASE = _base


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    key, begun = point_of(public), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or begun is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(scalar, BASE), added(begun, times(challenge, key))
    return not (left[0] * right[2] - right[0] * left[2]) % P and not (left[1] * right[2] - right[1] * left[2]) % P


# --- trees ----------------------------------------------------------------------------------------------------


def root_of(leaves: Sequence[bytes]) -> bytes:
    level = list(leaves)
    while len(level) > 1:
        odd = [level[-1]] if len(level) % 2 else []
        level = [sha256(b"\x01", level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)] + odd
    return level[0]


def root_by_proof(now: bytes, place: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    rest, last = list(proof), size - 1
    while last:
        if place % 2 or place < last:
            if not rest:
                return None
            beside = rest.pop(0)
            now = sha256(b"\x01", beside, now) if place % 2 else sha256(b"\x01", now, beside)
        place, last = place // 2, last // 2
    return None if rest else now


# --- the record -----------------------------------------------------------------------------------------------


class Record:
    """One pass over the file."""

    def __init__(self, key: bytes | None) -> None:
        self.key = key or b""
        self.organisation, self.whole, self.hash = "", True, ""
        self.seal: Told | None = None
        self.leaves: list[bytes] = []
        self.seals = self.events = self.number = 0
        self.gone: dict[str, int] = {}
        self.excused: set[str] = set()

    def begin(self, head: Told) -> None:
        public = bytes.fromhex(head["key"])
        if self.key and self.key != public:
            raise Broken("the record is signed by another key than the one given / 签名密钥与所给密钥不符")
        self.key, self.organisation, self.whole = public, head["organisation"], head["of"] == "organisation"

    def take_seal(self, told: Told) -> None:
        self.close()
        number = told["number"]
        signed = b"makegood.seal/1\n" + canonical({name: told[name] for name in sorted(told) if name != "signature"})
        if told["organisation"] != self.organisation:
            raise Broken(f"seal {number}: another organisation's / 属于其他组织")
        if not is_signed(self.key, bytes.fromhex(told["signature"]), signed):
            raise Broken(f"seal {number}: its signature does not fit / 签名不符")
        before = self.seal
        follows = self.whole or number == (1 if before is None else before["number"] + 1)
        expected = (1, 1, bytes(32).hex()) if before is None else (before["number"] + 1, before["last"] + 1, self.hash)
        if follows and (number, told["first"], told["before"]) != expected:
            raise Broken(f"seal {number}: it does not follow the one before / 与前一封签不衔接")
        if not follows and before is not None and (number <= before["number"] or told["first"] <= before["last"]):
            raise Broken(f"seal {number}: out of order / 顺序错误")
        if told["last"] < told["first"]:
            raise Broken(f"seal {number}: it covers nothing / 未覆盖任何事件")
        self.seal, self.hash, self.leaves, self.number = told, sha256(signed).hex(), [], told["first"] - 1
        self.seals += 1

    def take_event(self, told: Told) -> None:
        event, number, seal = told["event"], told["number"], self.seal
        if seal is None or not seal["first"] <= number <= seal["last"] or number <= self.number:
            raise Broken(f"event {number}: it does not stand under its seal / 不在其封签之下")
        if self.whole and number != self.number + 1:
            raise Broken(f"event {self.number + 1}: missing / 缺失")
        if event["organisation"] != self.organisation:
            raise Broken(f"event {number}: another organisation's / 属于其他组织")
        self.content(event, told, number)
        leaf = sha256(b"\x00", bytes.fromhex(told["id"].replace("-", "")), sha256(canonical(event)))
        self.leaves.append(leaf)
        self.number = number
        self.events += 1
        if not self.whole:
            proof = [bytes.fromhex(one) for one in told.get("proof") or []]
            place, size = number - seal["first"], seal["last"] - seal["first"] + 1
            if root_by_proof(leaf, place, size, proof) != bytes.fromhex(seal["root"]):
                raise Broken(f"event {number}: its seal does not cover it / 封签未覆盖该事件")

    def content(self, event: Told, told: Told, number: int) -> None:
        """Personal content against the salted hash that the entry keeps; gone only where an erasing says so."""
        held = told.get("content")
        if event["content"] is None:
            if held is not None:
                raise Broken(f"event {number}: content was attached to it / 被附加了内容")
        elif held is None:
            self.gone[told["id"]] = number
        elif sha256(bytes.fromhex(held["salt"]), canonical(held["value"])).hex() != event["content"]:
            raise Broken(f"event {number}: its personal content does not match its hash / 个人内容与哈希不符")
        if event["type"] == "erased":
            self.excused.update(event["body"].get("events", ()))

    def close(self) -> None:
        """The seal before, once all its entries have been read."""
        if self.seal is None or not self.whole:
            return
        if self.number != self.seal["last"]:
            raise Broken(f"event {self.number + 1}: missing / 缺失")
        if root_of(self.leaves) != bytes.fromhex(self.seal["root"]):
            raise Broken(f"seal {self.seal['number']}: its events are not those that were sealed / 事件与封签不符")

    def end(self, told: Told, digest: str) -> None:
        self.close()
        signed = {name: told[name] for name in ("seals", "events", "digest")}
        if signed != {"seals": self.seals, "events": self.events, "digest": digest}:
            raise Broken("the end does not count what the file holds / 末行与文件内容不符")
        if not is_signed(self.key, bytes.fromhex(told["signature"]), b"makegood.record/1 end\n" + canonical(signed)):
            raise Broken("the end is not signed by the key / 末行签名不符")
        for key, number in self.gone.items():
            if key not in self.excused:
                raise Broken(
                    f"event {number}: its personal content is gone, and no erasing says so / 个人内容缺失且无删除记录"
                )


def check(lines: Iterable[bytes], key: bytes | None = None) -> tuple[int, int, str]:
    """Raises `Broken`. Gives how many entries and seals were found as they were sealed, and the key."""
    record, digest, is_ended = Record(key), hashlib.sha256(), False
    for place, line in enumerate(lines, 1):
        told = json.loads(line)
        if is_ended or not line.endswith(b"\n") or canonical(told) != line[:-1]:
            raise Broken(f"line {place}: no line of a record / 不是记录的内容")
        if "end" in told:
            record.end(told["end"], digest.hexdigest())
            is_ended = True
            continue
        digest.update(line)
        if place == 1:
            record.begin(told["record"])
        elif "seal" in told:
            record.take_seal(told["seal"])
        else:
            record.take_event(told)
    if not is_ended:
        raise Broken("the file is cut off / 文件被截断")
    return record.events, record.seals, record.key.hex()


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 - it stands alone
            events, seals, key = check(file, bytes.fromhex(arguments[1]) if arguments[1:] else None)
    except Broken as reason:
        print(f"BROKEN / 已损坏: {reason}")
        return 1
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        print(f"BROKEN / 已损坏: not a record: {reason!r}")
        return 1
    print(f"complete / 完整: {events} entries under {seals} seals / 共 {events} 条、{seals} 个封签\nkey / 公钥: {key}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
