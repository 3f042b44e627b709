"""AE-DAMAGE and the other claims on goods: pictures of the goods and of the packaging, and what they settle."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Asks, Leaves
from makegood.core.situation import Situation
from makegood.core.words import EvidenceKind, Kind, Side
from makegood.policies.policy import Policy
from makegood.rules.ae_label import by_platform
from makegood.rules.registry import rule

PICTURES = (EvidenceKind.goods_photo, EvidenceKind.packaging_photo)


@rule("AE-DAMAGE-1", platform="aliexpress", kinds=["damaged"])
def damage(situation: Situation, policy: Policy) -> Iterator[Asks | Leaves]:
    """Carrier's handling, our packing or the goods? Open until shown; the packaging never settles it alone."""
    yield Leaves("AE-DAMAGE-1", "damage.open" if by_platform(situation) else "damage.open_self")
    for photo in PICTURES:
        if not situation.holds(photo):
            yield Asks("AE-DAMAGE-1", photo, Side.buyer)


@rule("AE-NEGO-2", platform="aliexpress", kinds=["wrong_item", "short_shipment", "not_as_described"])
def pictures(situation: Situation, policy: Policy) -> Iterator[Asks | Leaves]:
    """Pictures until the facts are clear; for a wrong item by platform logistics the labels come first."""
    if situation.kind is Kind.wrong_item and by_platform(situation):
        return
    yield Leaves("AE-NEGO-2", "facts.open")
    for photo in PICTURES:
        if not situation.holds(photo):
            yield Asks("AE-NEGO-2", photo, Side.buyer)
