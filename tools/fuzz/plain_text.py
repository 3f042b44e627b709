"""Mutates text: signs within a line, and the order, number and look of lines."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

ODD = (
    "", " ", "\t", "\u200e", "\ufeff", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\x00", "\ud800", "\udfff", "٣", "²", "①", "ß", "İ", "🧨",
    "99", "0", "-", "/", ".", "年", "月", "日", ":", "：", ",", ", ", "(", ")", "[", "]", "<", ">", '"', "'", "|", ";", "=", "\\", "%", "@",
    "Today", "昨天", "Yesterday", "AM", "下午", "晚上12:10", "16:05", "24:00", "99:99", "2026-11-20", "31/02/2026", "20 Nov 2026", "周一",
    "UTC", "+14:00", "-99:99", "已读", "> ", "From: ", "Date: ", "Subject: ", "On 16:05 a wrote:", "—————", "null", "NaN", "1e999", "#REF!",
)  # fmt: skip
_LONG, _SHORT = 20_000, 4_000
_NUMBER = re.compile(r"\d+")
_NUMBERS = (
    "0",
    "00",
    "1",
    "9",
    "12",
    "13",
    "24",
    "31",
    "32",
    "59",
    "60",
    "99",
    "100",
    "1970",
    "2026",
    "2569",
    "9999",
    "99999999999",
)


def altered(text: str, chance: random.Random) -> str:
    """A line or word with one thing changed."""
    at = chance.randrange(len(text) + 1)
    match chance.randrange(8):
        case 0:
            return text[:at] + chance.choice(ODD) + text[at:]
        case 1:
            return text[:at] + text[at + chance.choice((1, 1, 2, 5)) :]
        case 2:
            return text[:at] + chance.choice(ODD) + text[at + 1 :]
        case 3:
            found = list(_NUMBER.finditer(text))
            if found:
                one = chance.choice(found)
                return text[: one.start()] + chance.choice(_NUMBERS) + text[one.end() :]
            return text + chance.choice(_NUMBERS)
        case 4:
            return text.swapcase() if chance.random() < 0.5 else text.upper()
        case 5:
            return text[:at] + text[at:] * chance.choice((2, 3, 20))
        case 6:
            old, new = chance.sample("-/.: ：,，年()[]\t;|", 2)
            return text.replace(old, new)
        case _:
            return f"{chance.choice(ODD)}{text}{chance.choice(ODD)}"


def mutated(text: str, chance: random.Random, known: Sequence[str], most: int) -> str:
    """The text with one to four changes to its lines; `known` are lines of other texts."""
    ends = chance.choice(("\n", "\n", "\n", "\r\n", "\r")) if chance.random() < 0.1 else "\n"
    lines = text.split("\n")
    if (
        len(text) > _LONG and chance.random() < 0.9
    ):  # long inputs show what takes long; what is wrong shows itself in short ones
        at = chance.randrange(len(lines))
        lines = "\n".join(lines[at : at + 100])[:_SHORT].split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        chance.choice(_CHANGES)(lines, chance, known)
    if chance.random() < 0.01:
        lines = _grown(lines, chance, most)
    return ends.join(lines)


def _grown(lines: list[str], chance: random.Random, most: int) -> list[str]:
    """A few lines again and again, up to the greatest size: what takes long shows itself."""
    at = chance.randrange(len(lines))
    block = lines[at : at + chance.choice((1, 1, 2, 3, 8))]
    size = max(1, sum(len(line.encode("utf-8", "surrogatepass")) + 1 for line in block))
    room = most - sum(len(line.encode("utf-8", "surrogatepass")) + 1 for line in lines)
    return lines[:at] + block * max(1, room // size) + lines[at:]


# --- one change each ----------------------------------------------------------------------------------------------


def _alter(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    at = chance.randrange(len(lines))
    lines[at] = altered(lines[at], chance)


def _alter_alike(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    """One sign for another in every line: another messenger, another device."""
    old, new = chance.sample("-/.: ：,，年()[]\t;|", 2)
    lines[:] = [line.replace(old, new) for line in lines]


def _swap(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


def _insert(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:
    line = chance.choice(known) if known and chance.random() < 0.8 else chance.choice(ODD)
    lines.insert(chance.randrange(len(lines) + 1), line)


def _repeat(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    at = chance.randrange(len(lines))
    block = lines[at : at + chance.choice((1, 1, 2, 4))]
    lines[at:at] = block * chance.choice((1, 1, 2, 10))


def _remove(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    at = chance.randrange(len(lines))
    del lines[at : at + chance.choice((1, 1, 2, 5))]
    lines[:] = lines or [""]


def _join(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    at = chance.randrange(len(lines))
    lines[at : at + 2] = [chance.choice(("", " ", "\t")).join(lines[at : at + 2])]


def _split(lines: list[str], chance: random.Random, known: Sequence[str]) -> None:  # noqa: ARG001
    at = chance.randrange(len(lines))
    cut = chance.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


_CHANGES: tuple[Callable[[list[str], random.Random, Sequence[str]], None], ...] = (
    _alter, _alter, _alter, _alter_alike, _swap, _insert, _insert, _repeat, _remove, _join, _split,
)  # fmt: skip
