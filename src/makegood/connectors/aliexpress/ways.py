"""Which actions have an API on AliExpress, by which methods, and where the sheet says so; every other action is assisted."""

from __future__ import annotations

from makegood.connectors.aliexpress import agreeing, cancelling, exhibits, offering, shipping
from makegood.connectors.aliexpress.asking import ISSUES, LOGISTICS, ORDERS, Shop
from makegood.connectors.aliexpress.planning import Plan, Way
from makegood.core.words import Action
from makegood.usecases.ports import Act, Look


def _prepare_agree(shop: Shop, act: Act, urgent: bool) -> Plan:
    """To a cancel request, or to a dispute's solution: by what the act is about."""
    prepare = cancelling.prepare_accept if cancelling.is_about_cancel(act) else agreeing.prepare
    return prepare(shop, act, urgent)


def _seen_agree(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    seen = cancelling.seen_accept if cancelling.is_about_cancel(act) else agreeing.seen
    return seen(shop, act, taken)


def _prepare_refuse(shop: Shop, act: Act, urgent: bool) -> Plan:
    prepare = cancelling.prepare_refuse if cancelling.is_about_cancel(act) else offering.prepare
    return prepare(shop, act, urgent)


def _seen_refuse(shop: Shop, act: Act, taken: frozenset[str]) -> Look:
    seen = cancelling.seen_refuse if cancelling.is_about_cancel(act) else offering.seen
    return seen(shop, act, taken)


# fmt: off
WAYS = {way.action: way for way in (
    Way(Action.agree, ISSUES, (agreeing.AGREE, cancelling.ACCEPT), "sheet §2.3 accept a solution; §2.1 approve buyer's cancel",
        _prepare_agree, _seen_agree),
    Way(Action.refuse, ISSUES, (offering.SAVE, cancelling.REFUSE), "sheet §2.3 a counter-offer of amount 0; §2.1 refuse buyer's cancel",
        _prepare_refuse, _seen_refuse),
    Way(Action.offer, ISSUES, (offering.SAVE,), "sheet §2.3 refuse buyer's + add own / modify own",
        offering.prepare, offering.seen),
    Way(Action.submit_evidence, ISSUES, (exhibits.UPLOAD,), "sheet §2.3 evidence image; the FAQ doubts it, so a refusal is possible",
        exhibits.prepare, exhibits.seen),
    Way(Action.cancel_order, ORDERS, (cancelling.ACCEPT,), "sheet §2.1 approve buyer's cancel; none without a request",
        cancelling.prepare_accept, cancelling.seen_accept),
    Way(Action.fill_tracking, LOGISTICS, (shipping.DECLARE,), "sheet §2.2 declare shipment (old)",
        shipping.prepare_declare, shipping.seen_number),
    Way(Action.correct_tracking, LOGISTICS, (shipping.MODIFY,), "sheet §2.2 modify shipment (old)",
        shipping.prepare_modify, shipping.seen_number),
    Way(Action.replace_tracking, LOGISTICS, (shipping.MODIFY,), "sheet §2.2 modify shipment (old)",
        shipping.prepare_modify, shipping.seen_number),
)}
# fmt: on
