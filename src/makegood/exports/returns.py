"""A return of an export as a claim: when it was opened, why, about which lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from makegood.core.words import Platform
from makegood.exports.facts import Document, Facts, known_only
from makegood.exports.orders import undivided
from makegood.policies.policy import book

NOTED = ("return_status", "return_tracking", "cancel_reason")
NOTED_OF_LINES = ("title", "sku", "return_quantity", "quantity")
"""What has no field of a claim, and is kept word for word: of the return, and of each of its lines."""


def claim(facts: Facts, platform: Platform) -> Document:
    """The buyer's claim. A reason is ours only where the platform's pack knows the word; the word itself is kept."""
    word = facts.text("return_reason")
    return known_only(
        by="buyer",
        opened_at=facts.instant("return_opened_at"),
        reason=book(platform).reasons.get(word or ""),
        platform_reason=word,
        lines=_skus(facts),
        amount=facts.money("return_amount"),
    )


def events(facts: Facts) -> list[Document]:
    """The opening; and a notice, without a time, for when a status or a number came about is not told."""
    opened = facts.instant("return_opened_at")
    found: list[Document] = [{"at": opened, "type": "dispute_opened"}] if opened else []
    told = (*_told(facts, NOTED, "; "), *_told(facts, NOTED_OF_LINES, ", "), *undivided(facts))
    notice = "; ".join(dict.fromkeys(told))
    return [*found, {"type": "platform_notice", "text": notice}] if notice else found


def _skus(facts: Facts) -> list[str]:
    """None where a row names no SKU: naming only the others would narrow the claim."""
    skus = [facts.cell(row, "sku") for row in facts.rows]
    return list(dict.fromkeys(sku for sku in skus if sku)) if all(skus) else []


def _told(facts: Facts, columns: Sequence[str], between: str) -> Iterator[str]:
    """What each row says under these columns, header and words."""
    for row in facts.rows:
        told = [f"{facts.known.header(column)}: {text}" for column in columns if (text := row.text(column))]
        if told:
            yield between.join(told)
