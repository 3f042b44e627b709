"""Shopee's account health as penalties: points issued, and punishments that follow."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.connectors.exact import needed
from makegood.connectors.parts import At, Document, TroublePart, known
from makegood.connectors.shopee.fields import instant, rows, texts

POINT_NOTES = ("original_point_num", "latest_point_num")
"""A won appeal lowers the latest (platforms/shopee.md §4, appeals)."""
PUNISHMENT_NOTES = ("reason", "start_time", "end_time", "listing_limit", "order_limit")


def read_points(points: At) -> Iterator[TroublePart]:
    """`account_health.get_penalty_point_history`: the violation's number is the platform's word."""
    for row in rows(points, "penalty_point"):
        word = needed(row / "violation_type")
        yield penalty(row, needed(row / "reference_id"), word, instant(row / "issue_time"), POINT_NOTES)


def read_punishments(punishments: At) -> Iterator[TroublePart]:
    """`account_health.get_punishment_history`: one reference may bring several punishments at once."""
    for row in rows(punishments, "punishment"):
        word = needed(row / "punishment_type")
        serial = f"{needed(row / 'reference_id')}:{word}"
        yield penalty(row, serial, word, instant(row / "issue_time"), PUNISHMENT_NOTES)


def penalty(
    row: At, serial: str, word: str, at: str | None, notes: tuple[str, ...], shop: Document | None = None
) -> TroublePart:
    """A penalty about no order that Shopee names; what was imposed, word for word, as the event's note."""
    if at is None:
        raise (row / "issue_time").refuse("the time of issue in Unix seconds")
    note = "; ".join(f"{name} {', '.join(words)}" for name in notes if (words := texts(row / name)))
    return TroublePart(
        id=serial,
        order=None,
        kind="penalty",
        claim={"by": "platform", "opened_at": at, "platform_reason": word},
        events=(known(at=at, type="penalty_executed", note=note),),
        shop=shop or {},
        method=row.method,
    )
