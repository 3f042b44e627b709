"""Which actions have an API on Shopee, by which calls, and where the sheet says so; every other action is assisted."""

from __future__ import annotations

from makegood.connectors.shopee import agreeing, cancelling, disputing, exhibits, offering
from makegood.connectors.shopee.asking import Shop, is_about_order
from makegood.connectors.shopee.planning import Plan, Way
from makegood.connectors.shopee.refusing import no
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look


def _prepare_agree(shop: Shop, act: Act, urgent: bool) -> Plan:
    """To a cancel request, or to a return: by what the act is about."""
    return (cancelling.prepare_accept if is_about_order(act) else agreeing.prepare)(shop, act, urgent)


def _seen_agree(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    return (cancelling.seen_accept if is_about_order(act) else agreeing.seen)(shop, act, taken)


def _prepare_refuse(shop: Shop, act: Act, urgent: bool) -> Plan:
    """A return is refused by disputing it; there is no other no."""
    return (cancelling.prepare_refuse if is_about_order(act) else disputing.prepare)(shop, act, urgent)


def _seen_refuse(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    return (cancelling.seen_refuse if is_about_order(act) else disputing.seen)(shop, act, taken)


def _prepare_refund(shop: Shop, act: Act, urgent: bool) -> Plan:
    """Money goes back through a return only; an order without one has no call for it."""
    if is_about_order(act):
        raise no("no_api", "a refund without a return")
    return agreeing.prepare(shop, act, urgent)


def takes(shop: Shop, act: Act) -> bool:
    """Whether what a person gave suffices for a call; by the act alone, nothing is read."""
    match act.action:
        case Action.refund | Action.offer | Action.submit_evidence if is_about_order(act):
            return False
        case Action.offer:
            return act.details.get("remedy") in offering.SOLUTIONS
        case Action.refuse | Action.escalate if not is_about_order(act):
            return bool(act.details.get("dispute_reason") and (act.details.get("email") or shop.email))
        case Action.escalate:
            return False
        case Action.submit_evidence:
            return bool(act.details.get("evidence")) and shop.files is not None
        case _:
            return act.action in WAYS


# fmt: off
WAYS = {way.action: way for way in (
    Way(Action.agree, (agreeing.CONFIRM, cancelling.ANSWER, agreeing.ACCEPT), "sheet §2 Returns: confirm, accept_offer; Orders: answer buyer's cancel",
        _prepare_agree, _seen_agree),
    Way(Action.refuse, (disputing.DISPUTE, cancelling.ANSWER), "sheet §2 Returns: dispute; Orders: answer buyer's cancel",
        _prepare_refuse, _seen_refuse),
    Way(Action.escalate, (disputing.DISPUTE,), "sheet §2 Returns: dispute puts it to Shopee's decision",
        disputing.prepare, disputing.seen),
    Way(Action.offer, (offering.OFFER,), "sheet §2 Returns: options, propose",
        offering.prepare, offering.seen),
    Way(Action.refund, (agreeing.CONFIRM,), "sheet §2 Returns: confirm, a full refund with no return",
        _prepare_refund, agreeing.seen),
    Way(Action.submit_evidence, (exhibits.UPLOAD,), "sheet §2 Returns: image to URL, add proof; where Shopee asks for proof",
        exhibits.prepare, exhibits.seen),
    Way(Action.cancel_order, (cancelling.CANCEL, cancelling.ANSWER), "sheet §2 Orders: cancel by seller, before shipping",
        cancelling.prepare_cancel, cancelling.seen_cancel),
)}
# fmt: on
