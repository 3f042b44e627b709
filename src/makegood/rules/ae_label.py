"""AE-LABEL: was a second label pasted over ours on the way?"""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.case import Evidence
from makegood.core.findings import Also, Asks, Blames, Leaves, Proof, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, DeadlineKind, EvidenceKind, Party, ShippedBy, Side
from makegood.policies.policy import Policy
from makegood.rules.all_clocks import due_soon
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

LABELS = (EvidenceKind.outer_label_photo, EvidenceKind.inner_label_photo)


def by_platform(situation: Situation) -> bool:
    """Did the parcel go through the platform's own logistics?"""
    shipment = situation.order.shipment
    if shipment is None:
        return False
    if shipment.by is None:
        return "cainiao" in (shipment.carrier or "").lower()
    return shipment.by is ShippedBy.platform


def is_ours(situation: Situation, photos: list[Evidence]) -> bool | None:
    """Is the label on these photos one of the parcel's own? None: not readable, or two readings differ."""
    shipment = situation.order.shipment
    numbers = [photo.reading.tracking for photo in photos if photo.reading is not None and photo.reading.tracking]
    if shipment is None or not shipment.known or not numbers:
        return None
    says = {shipment.knows(number) for number in numbers}
    return says.pop() if len(says) == 1 else None


@rule("AE-LABEL-1", "AE-LABEL-2", platform="aliexpress", kinds=["wrong_item"])
def pasted_label(situation: Situation, policy: Policy) -> Iterator[Asks | Blames | Leaves]:
    """Compares the label on top with the one beneath, against every number known for the parcel."""
    if not by_platform(situation):
        return
    pairs = [situation.holds(label) for label in LABELS]
    for label, photos in zip(LABELS, pairs, strict=True):
        if not photos:  # an unread photo is here, and proves nothing
            yield Asks("AE-LABEL-1", label, Side.buyer)
    if not all(pairs):
        yield Leaves("AE-LABEL-1", "label.missing")
        return
    top, beneath = (is_ours(situation, photos) for photos in pairs)
    if beneath and top is False:
        yield Blames("AE-LABEL-2", Party.logistics, Proof.labels, "label.pasted")
        return
    yield Leaves("AE-LABEL-2", "label.both_ours" if beneath and top else "label.unclear")
    last = max((photo.at for photos in pairs for photo in photos if photo.at is not None), default=None)
    for photo in (EvidenceKind.goods_photo, EvidenceKind.packaging_photo):
        if not situation.holds(photo):
            yield Asks("AE-NEGO-2", photo, Side.buyer, since=last)


@step("AE-LABEL-2", platform="aliexpress", kinds=["wrong_item"])
def put_in_exhibit(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step | Also]:
    """The pair of photos shows it: put it in with the dispute."""
    if standing.party is not Party.logistics or situation.did(Action.submit_evidence, situation.opened_at):
        return
    what = tuple(str(label) for label in LABELS)
    yield Step(Turn.settle, Action.submit_evidence, "AE-LABEL-2", "step.submit_labels", what, order=1)
    if due_soon(standing, DeadlineKind.respond, situation.at) is not None:
        # the refusal that the clock asks for carries the exhibit, so the exhibit goes in first
        yield Step(Turn.safe, Action.submit_evidence, "AE-LABEL-2", "step.submit_labels", what, order=2)
    yield Also(Action.claim_carrier, "AE-TOPICS", "also.claim_carrier")
