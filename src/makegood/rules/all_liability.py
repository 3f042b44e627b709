"""How liability is reached on every platform: what was packed, what we found, what the case records as its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from makegood.core.case import Evidence
from makegood.core.findings import Blames, Leaves, Proof
from makegood.core.situation import BEFORE_ALL, Situation
from makegood.core.words import EventType, EvidenceKind, Kind, OrderFinding, Party, Platform
from makegood.policies.policy import Policy
from makegood.rules.registry import rule

NO_FAULT = frozenset({"tracking_correction", "deposit_release", "service_exit", "sku_alert", "return"})
"""Kinds with no fault to find, `return` unless proof of our own mistake is on file."""
PACKED_WRONG = ("wrong_item", "short_shipment", "not_as_described", "return", "refused_payment")
PACKED_RIGHT = ("wrong_item", "short_shipment", "refused_payment")
BY_OUR_FINDING = tuple(
    kind for kind in Kind if kind not in {"tracking_correction", "deposit_release", "service_exit", "sku_alert"}
    and kind not in {"unpaid_order", "penalty"}
)  # fmt: skip

_OWN_IT = {Platform.wish: "WISH-WRONG-2", Platform.shopee: "SHP-WRONG-1"}
_CHECKED = {Platform.wish: "WISH-WRONG-2", Platform.shopee: "SHP-WRONG-3"}


def _unlike(scan: Evidence, situation: Situation) -> bool | None:
    """Did something else leave us? None where the scan or the order does not say what.

    For a wrong item the SKUs decide; for a short shipment the count of each does too.
    """
    ours = situation.sku_units
    if scan.reading is None or not scan.reading.skus or ours is None:
        return None
    scanned = Counter(sku.strip().upper() for sku in scan.reading.skus)
    if situation.kind is not Kind.short_shipment and max(scanned.values()) == 1:
        return set(scanned) != set(ours)
    return scanned != Counter(ours)


def packed_unlike(situation: Situation) -> bool | None:
    """What the last readable pack scan shows; None where none does, or two of one time differ."""
    read = [
        (scan.at or BEFORE_ALL, unlike)
        for scan in situation.holds(EvidenceKind.pack_scan)
        if (unlike := _unlike(scan, situation)) is not None
    ]
    if not read:
        return None
    newest = max(at for at, _ in read)
    says = {unlike for at, unlike in read if at == newest}
    return says.pop() if len(says) == 1 else None


@rule("WISH-WRONG-2", "WISH-WRONG-3", "SHP-WRONG-3", "ALL-1", kinds=PACKED_WRONG)
def packed(situation: Situation, policy: Policy) -> Iterator[Blames]:
    """Is what was packed unlike the order's lines?"""
    unlike = packed_unlike(situation)
    if unlike:
        yield Blames(_CHECKED.get(situation.platform, "ALL-1"), Party.seller, Proof.scan_unlike, "packed.unlike")
    elif unlike is False and situation.kind in PACKED_RIGHT:
        clause = "WISH-WRONG-3" if situation.platform is Platform.wish else "ALL-1"
        yield Blames(clause, Party.buyer, Proof.scan_like, "packed.like")


@rule("WISH-WRONG-2", "SHP-WRONG-1", "ALL-1", kinds=BY_OUR_FINDING)
def found_ours(situation: Situation, policy: Policy) -> Iterator[Blames]:
    """Did we look, and find the mistake ours? A pack scan that says otherwise outweighs it."""
    looked = situation.last(EventType.order_verified)
    if looked is None or looked.finding is not OrderFinding.ours or packed_unlike(situation) is False:
        return
    yield Blames(_OWN_IT.get(situation.platform, "ALL-1"), Party.seller, Proof.verified, "verified.ours")


_CAUSES = {
    "logistics_delay": (Party.logistics, "cause.logistics_delay"),
    "out_of_stock": (Party.seller, "cause.out_of_stock"),
    "quality": (Party.seller, "cause.quality"),
    "policy_change": (Party.platform, "cause.policy_change"),
}


@rule("WISH-UNFUL-1", "ALL-1", kinds=["unfulfilled_order"])
def recorded_cause(situation: Situation, policy: Policy) -> Iterator[Blames | Leaves]:
    """What does the case record as the cause of an unfulfilled order?"""
    clause = "WISH-UNFUL-1" if situation.platform is Platform.wish else "ALL-1"
    cause = _CAUSES.get(situation.claim.reason or "")
    if cause is None:
        yield Leaves(clause, "cause.unknown")
    else:
        yield Blames(clause, cause[0], Proof.cause, cause[1])
