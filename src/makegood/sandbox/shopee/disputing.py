"""Disputes by module with proofs, compensations, and proof that Shopee asks for (platforms/shopee.md §2; sandbox list, 14, 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee import escrow
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import Dispute, Return
from makegood.sandbox.shopee.refusing import REVIEWING, Asked, Refused
from makegood.sandbox.shopee.returning import NEVER_CAME, changes, comes, order_of
from makegood.sandbox.shopee.state import State


@dataclass(frozen=True, slots=True)
class Module:
    """A set of pictures that a reason asks for; its text must be sent back to the letter."""

    index: int
    requirement: str
    is_required: bool = True


UNBOXING = "Photo(s) or Video of unboxing the returned parcel with the consignment note (Airway Bill). "
RETURNED = "Photo(s) or Video of all returned item(s) "
PACKING = "Photo(s) or Video while packing the parcel with the consignment note (Airway Bill)."
PRODUCT = "Photo or Video  of the product that is follow the details in description."
SENT = "Photo(s) of the proof of delivery"
ASKS = "Regarding to your refund request, Shopee would like to request more information as follows :"
# Quirk (§2): images for every reason but "did not receive the returned goods".
NOT_BACK = frozenset({4, 46, 81})
MODULES: dict[int, tuple[Module, ...]] = {
    9: (Module(1, SENT), Module(2, PACKING, is_required=False)),
    10: (Module(1, PACKING), Module(2, PRODUCT)),
    41: (Module(1, SENT),),
    42: (Module(1, PACKING), Module(2, PRODUCT)),
    46: (),
    47: (Module(1, UNBOXING), Module(2, RETURNED)),
    49: (Module(1, UNBOXING), Module(2, RETURNED), Module(3, PACKING)),
    50: (Module(1, UNBOXING), Module(2, RETURNED), Module(3, PACKING), Module(4, PRODUCT, is_required=False)),
    53: (Module(1, PRODUCT),),
    54: (Module(1, PRODUCT, is_required=False), Module(2, PACKING)),
}


def reasons(claim: Return) -> list[int]:
    """Those of this return; ask, never hard-code (§3, dispute reason ids)."""
    if claim.status == "ACCEPTED":
        return [53, 54]
    if claim.status == "PROCESSING":
        return [46, 47, 49, 50]
    return [9, 41] if claim.reason in NEVER_CAME else [10, 42, 54]


def open_dispute(state: State, claim: Return, asked: Asked) -> None:
    may_dispute(claim)
    reason = number_of(asked)
    if reason not in reasons(claim):
        raise Refused("error_perm", "invalid dispute_reason.")
    email = asked.text("email", "")
    if "@" not in email:
        raise Refused("dispute.request.param.error", f"Input invalid email=[{email}]")
    images = checked(state, reason, asked.objects("image_list") if asked.has("image_list") else [])
    claim.dispute = Dispute(state.at, reason, email, asked.text("dispute_text_reason", ""), images)
    if claim.status == "ACCEPTED":
        claim.compensation.status = "COMPENSATION_REQUESTED"
        state.changed(claim)
        state.agenda.enter(state.at + timedelta(days=state.figures.ruling_days), "compensation_ruled", claim.sn)
        return
    claim.due, claim.seller_due = None, None
    comes(state, claim, "SELLER_DISPUTE")
    state.agenda.enter(state.at + timedelta(days=state.figures.ruling_days), "shopee_rules", claim.sn)


def may_dispute(claim: Return) -> None:
    if claim.status == "JUDGING":
        raise REVIEWING
    if claim.status == "ACCEPTED" and claim.compensation.status != "COMPENSATION_PENDING_REQUEST":
        raise Refused("dispute.rr.not.allow", "dispute.rr.not.allow")
    if claim.status not in ("REQUESTED", "PROCESSING", "ACCEPTED"):
        # Quirk (sandbox list, 14): a wrong status has this code.
        raise Refused("returnsn.illegal", "return sn is illegal")


def number_of(asked: Asked) -> int:
    """Quirk (sandbox list, 14): told as text, taken as a number only."""
    value = asked.raw("dispute_reason_id")
    if value is None:
        raise Refused("dispute.request.param.error", "Can't raise dispute because the dispute reason is empty")
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused("dispute.request.param.error", "dispute.request.param.error")
    return value


def checked(state: State, reason: int, given: list[Asked]) -> tuple[str, ...]:
    """Every mandatory module, its text as it was told, at most three pictures each."""
    wanted, images = {module.index: module for module in MODULES[reason]}, []
    for one in given:
        module = wanted.get(one.number("module_index"))
        if module is None or one.text("requirement", "") != module.requirement:
            raise Refused("dispute.request.param.error", "evidence module does not match the dispute reason")
        urls = one.texts("image_url")
        if len(urls) > state.figures.images_per_module:
            raise Refused("dispute.request.param.error", "images max size is 3 per module")
        if not urls or not all(url in state.images for url in urls):
            raise Refused("error_param", "All images download fail")
        images += urls
        wanted.pop(module.index)
    missing = [module.index for module in wanted.values() if module.is_required]
    if missing and reason not in NOT_BACK:
        raise Refused("dispute.request.param.error", f"evidence module {missing[0]} is required")
    return tuple(images)


def cancel_dispute(state: State, claim: Return) -> None:
    """Quirk (sandbox list, 15): only a compensation's dispute can be taken back."""
    if claim.status != "ACCEPTED" or claim.compensation.status != "COMPENSATION_REQUESTED":
        raise Refused("dispute.cancel.ineligible", "dispute cancel ineligible")
    claim.compensation.status = "COMPENSATION_CANCELLED"
    state.changed(claim)


@happening("compensation_ruled")
def compensation_ruled(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§2 Money): what is granted may show only as a positive order_adjustment."""
    claim = state.returns[subject[0]]
    if claim.compensation.status != "COMPENSATION_REQUESTED":
        return
    granted = share(claim.amount, 100 - claim.fair_percent)
    claim.compensation.status = "COMPENSATION_APPROVED" if granted else "COMPENSATION_REJECTED"
    claim.compensation.amount = granted
    state.changed(claim)
    if granted:
        escrow.adjust(state, order_of(state, claim), granted, "Seller compensation for return/refund")


def put_in_proof(state: State, claim: Return, photos: list[dict[str, str]], words: str) -> None:
    """`upload_proof`, where Shopee asks for it."""
    if claim.proof.status == "OVERDUE":
        raise Refused("proof.overdue", "The due date for uploading proof has passed.")
    if claim.proof.status not in ("PENDING", "UPLOADED"):
        raise Refused("error_return_status", "No proof is needed for this return.")
    if not photos or len(photos) > 3 * state.figures.images_per_module:
        raise Refused("number.error", "The number of photos is invalid.")
    if not all(photo["url"] in state.images for photo in photos):
        raise Refused("format.unsupport", "The format of photo is not supported.")
    before = claim.proof.status
    claim.proof.status, claim.proof.words = "UPLOADED", words
    claim.proof.images += photos
    state.changed(claim)
    if before != "UPLOADED":
        changes(state, claim, ("seller_proof_status", before, "UPLOADED"))
