"""Mutates JSON by its structure: values, names, nesting, JSON within text; names given twice and odd numbers can be written."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tools.fuzz.plain_text import ODD, altered


class Raw(str):
    """A number as it is written, which no float would keep."""


class Members(list[list[Any]]):
    """An object's members in order, `[name, value]` each; a name may come twice."""


VALUES: tuple[Any, ...] = (
    None, True, False, "", " ", "-", "x", "\ud800", "0", "-0.00", "1e999", "9" * 40, "１２", "NaN", "2026-13-45T99:99:99Z",
    "2026-11-20T08:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "20261101080000000+0800",
    Raw("0"), Raw("-0"), Raw("-1"), Raw("7"), Raw("1e-400"), Raw("1E+999999"), Raw("1E999999999999999999"), Raw("0." + "0" * 60 + "1"),
    Raw("9" * 30), Raw("9" * 5000), Raw("9223372036854775808"), Raw("253402300800"), Raw("-62135596801"), Raw("1.5"), Raw("NaN"),
    Raw("Infinity"), [], [None], [[]], ["x"], [True], Members(), Members([["a", Raw("1")]]),
)  # fmt: skip
_DEEPEST = 400


def read(text: str) -> Any:
    """JSON text as a tree of the above. Raises `ValueError` or `RecursionError`."""
    return json.loads(text, object_pairs_hook=_members, parse_int=Raw, parse_float=Raw, parse_constant=Raw)


def _members(pairs: list[tuple[str, Any]]) -> Members:
    return Members([name, value] for name, value in pairs)


def written(tree: Any) -> str:
    if isinstance(tree, Raw):
        return str(tree)
    if isinstance(tree, Members):
        return "{" + ",".join(f"{json.dumps(name)}:{written(value)}" for name, value in tree) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(written, tree)) + "]"
    return json.dumps(tree)


class Known:
    """What other documents hold: the values under each name, to put in place of one another."""

    def __init__(self, documents: Iterator[str]) -> None:
        self.values: dict[str, list[Any]] = {}
        self.names: list[str] = []
        for text in documents:
            try:
                tree = read(text)
            except (ValueError, RecursionError):
                continue
            for holder, place in places(tree):
                if isinstance(holder, Members):
                    name, value = holder[place]
                    kept = self.values.setdefault(name, [])
                    if len(kept) < 40 and value not in kept:
                        kept.append(value)
        self.names = sorted(self.values)


def places(tree: Any) -> list[tuple[Any, int]]:
    """Every place in the tree as its holder and the index there."""
    found: list[tuple[Any, int]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        for index, one in enumerate(here if isinstance(here, list) else ()):
            found.append((here, index))
            waiting.append(one[1] if isinstance(here, Members) else one)
    return found


def mutated(text: str, chance: random.Random, known: Known) -> str:
    """The text with one to four places changed. Raises as `read` does."""
    tree = [read(text)]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        holder, index = chance.choice(places(tree) or [(tree, 0)])
        if not tree:
            break
        chance.choice(_CHANGES)(holder, index, chance, known)
    return written(tree[0]) if tree else ""


# --- one change each ----------------------------------------------------------------------------------------------

Change = Callable[[Any, int, random.Random, Known], None]


def _value(holder: Any, index: int) -> Any:
    return holder[index][1] if isinstance(holder, Members) else holder[index]


def _put(holder: Any, index: int, value: Any) -> None:
    if isinstance(holder, Members):
        holder[index][1] = value
    else:
        holder[index] = value


def _replace(holder: Any, index: int, chance: random.Random, known: Known) -> None:  # noqa: ARG001
    _put(holder, index, copy.deepcopy(chance.choice(VALUES)))


def _as_elsewhere(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    if not known.names:
        return
    name = holder[index][0] if isinstance(holder, Members) and chance.random() < 0.7 else chance.choice(known.names)
    _put(holder, index, copy.deepcopy(chance.choice(known.values.get(name) or [None])))


def _add(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    if known.names:
        name = chance.choice(known.names)
        value = copy.deepcopy(chance.choice(known.values[name]))
        holder.insert(index, [name, value] if isinstance(holder, Members) else value)


def _remove(holder: Any, index: int, chance: random.Random, known: Known) -> None:  # noqa: ARG001
    del holder[index]


def _twice(holder: Any, index: int, chance: random.Random, known: Known) -> None:  # noqa: ARG001
    times = (
        chance.choice((1, 1, 2, 50)) if len(written(holder[index] if isinstance(holder, Members) else [])) < 500 else 1
    )
    for _ in range(times):
        holder.insert(index, copy.deepcopy(holder[index]))


def _rename(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    if isinstance(holder, Members):
        holder[index][0] = chance.choice(known.names) if known.names and chance.random() < 0.7 else chance.choice(ODD)


def _change_text(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    value = _value(holder, index)
    if isinstance(value, Raw) or not isinstance(value, str):
        _put(holder, index, written(value))  # a number as text, or an object as JSON within text
        return
    if value[:1] in ("{", "["):
        try:
            _put(holder, index, mutated(value, chance, known))
        except (ValueError, RecursionError):
            return
    else:
        _put(holder, index, altered(value, chance))


def _as_number(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    value = _value(holder, index)
    if isinstance(value, str) and value.strip().replace(".", "", 1).isdigit() and value.isascii():
        _put(holder, index, Raw(value.strip()))
    elif isinstance(value, Raw):
        _put(holder, index, Raw(f"{value}{chance.choice(('0', '.0', 'e1', 'e-3', '.005'))}"))
    else:
        _replace(holder, index, chance, known)


def _wrap(holder: Any, index: int, chance: random.Random, known: Known) -> None:
    value, depth = _value(holder, index), chance.choice((1, 1, 1, 2, _DEEPEST))
    for _ in range(depth):
        value = [value] if chance.random() < 0.6 or not known.names else Members([[chance.choice(known.names), value]])
    _put(holder, index, value)


def _unwrap(holder: Any, index: int, chance: random.Random, known: Known) -> None:  # noqa: ARG001
    value = _value(holder, index)
    if isinstance(value, list) and value:
        _put(holder, index, _value(value, chance.randrange(len(value))))


def _swap(holder: Any, index: int, chance: random.Random, known: Known) -> None:  # noqa: ARG001
    other = chance.randrange(len(holder))
    one, two = _value(holder, index), _value(holder, other)
    _put(holder, index, two)
    _put(holder, other, one)


_CHANGES: tuple[Change, ...] = (
    _replace, _replace, _as_elsewhere, _as_elsewhere, _as_elsewhere, _add, _remove, _twice, _rename, _change_text,
    _change_text, _as_number, _wrap, _unwrap, _swap,
)  # fmt: skip
