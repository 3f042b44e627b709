"""Which rows of an export are one order or one return, and whose platform's they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from makegood.core.words import Platform
from makegood.exports import sentences
from makegood.exports.facts import LOST
from makegood.exports.rows import Refused, Row, Rows, name_of
from makegood.screening.columns import TableRefused


def platform_of_all(found: Rows, platform: str | None) -> Platform | None:
    """The platform of rows that name none. Raises `TableRefused` where nobody knows it, or two disagree."""
    certain = found.known.platform
    if platform is not None and platform not in Platform.__members__:
        raise TableRefused(f"--platform {platform}: no such platform; expected one of {', '.join(Platform)}")
    if platform is not None and certain is not None and platform != certain:
        raise TableRefused(
            f"{found.where}: its headers are those of an export of {certain}, and --platform says {platform}; "
            "leave --platform out, or give the file that was meant"
        )
    if platform is None and certain is None and not all(row.text("platform") for row in found.rows):
        raise TableRefused(
            f"{found.where}: its headers are not certainly one platform's; say whose export it is with --platform, "
            f"one of {', '.join(Platform)}"
        )
    chosen = platform or certain
    return Platform(chosen) if chosen is not None else None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one order, or of one return."""

    platform: Platform
    order: str
    returned: str | None
    rows: Sequence[Row]


def groups(found: Rows, only: Platform | None, refused: list[Refused]) -> Iterator[Group]:
    """In the order of the file; rows that cannot stand in any are added to `refused`."""
    grouped: dict[tuple[Platform, str], list[Row]] = {}
    for row in found.rows:
        platform, name = _platform_of(row, only), name_of(row, found.known)
        if platform is None:
            why = sentences.refused("platform", expected=", ".join(Platform))
            refused.append(Refused(row.number, "platform", row.text("platform") or "", why))
        elif name is None:
            refused.append(Refused(row.number, "return_id", "", sentences.refused("return_id")))
        elif LOST.fullmatch(name):  # an order number like that did not come so far
            refused.append(Refused(row.number, "return_id", name, sentences.refused("return_cut")))
        elif name in found.broken:
            refused += siblings([row], found.broken[name])
        else:
            grouped.setdefault((platform, name), []).append(row)
    is_returns = "return_id" in found.known.places
    for (platform, name), rows in grouped.items():
        yield Group(platform, rows[0].texts["order_id"], name if is_returns else None, rows)


def _platform_of(row: Row, only: Platform | None) -> Platform | None:
    named = row.values.get("platform")
    if named is None:
        return only
    return Platform(str(named)) if named in Platform.__members__ else None


def siblings(rows: Iterable[Row], broken: int) -> list[Refused]:
    """Rows given up for another of their order."""
    why = sentences.refused("sibling", row=broken)
    return [Refused(row.number, None, row.texts["order_id"], why) for row in rows if row.number != broken]
