"""What is to be said of a whole file: a zone that was supplied, order numbers that may be damaged, addresses in one cell."""

from __future__ import annotations

import re

from makegood.exports.rows import Rows
from makegood.exports.sentences import Sentence, note

KEEPS = 15  # digits of a number that Excel keeps
_ENOUGH_ZEROS = 3
"""House: lost digits, over all of a file's long order numbers, before chance is no likely cause (one in a thousand)."""
_LONG = re.compile(r"\d{16,}", re.ASCII)


def noted(found: Rows) -> tuple[Sentence, ...]:
    return (*_supplied(found), *_zeros(found), *_whole_address(found))


def _supplied(found: Rows) -> list[Sentence]:
    return [note("zone", where=found.where, zone=found.known.zone)] if found.is_zone_supplied else []


def _whole_address(found: Rows) -> list[Sentence]:
    """A whole address stands where a street would, or is left out where there is one."""
    known = found.known
    if "address" not in known.places or not any(row.text("address") for row in found.rows):
        return []
    if "line1" in known.places:
        street = known.header("line1")
        return [note("spare_address", where=found.where, header=known.header("address"), street=street)]
    return [note("whole_address", where=found.where, header=known.header("address"))]


def _zeros(found: Rows) -> list[Sentence]:
    """Long order numbers that all end as Excel leaves them may be genuine; a person has to look."""
    long = dict.fromkeys(row.texts["order_id"] for row in found.rows if _LONG.fullmatch(row.texts["order_id"]))
    ends = "".join(number[KEEPS:] for number in long)
    if len(ends) < _ENOUGH_ZEROS or ends.strip("0"):
        return []
    return [note("zeros", where=found.where, found=next(iter(long)))]
