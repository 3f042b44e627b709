"""Agreeing to a return, with the address for it (sheet §2.3). Money alone is agreed to in the workbench: no call is known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from makegood.connectors.ali1688.asking import REFUNDS, Found, Shop, refund
from makegood.connectors.ali1688.calls import Call
from makegood.connectors.ali1688.orders import CURRENCY, refund_status
from makegood.connectors.ali1688.planning import Plan
from makegood.connectors.ali1688.refunds import wants_of
from makegood.connectors.ali1688.refusing import no
from makegood.connectors.ali1688.times import instant
from makegood.connectors.exact import amount, words
from makegood.connectors.parts import At
from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.usecases.ports import Act, Look, Receipt, Sight

AGREE = "alibaba.trade.refund.OpAgreeReturnGoods"
WAITS = "waitselleragree"
APPLIED, AGREED = "1", "19"  # operateTypeInt (sheet §3)
SELLER = "2"  # operatorRoleId (sheet §2.3)
NOTE_MOST = 200
"""House: of `discription`, whose limit is not published; the buyer's own notes may have so many characters (sheet §2.3)."""


def takes(shop: Shop, act: Act) -> bool:
    """A return is among what the buyer wants, as our file has it, and where to is known."""
    claim = act.details.get("claim")
    wants = claim.get("wants") if isinstance(claim, Mapping) else None
    returns = isinstance(wants, list) and "return" in wants
    return act.dispute is not None and returns and _is_whole(_address(shop, act))


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    """That the request still is what was approved is read first: buyers change it."""
    found = refund(shop, act, urgent=urgent)
    if (ours := _our_agreement(found)) is not None:
        return Plan(None, _agreed(act, ours))
    if "return" not in (wants_of(found.at) or []):
        raise no("money_only", act.dispute)
    status = refund_status(words(found.at / "status"))
    if status != WAITS:
        raise no("not_waiting", status)
    _is_as_approved(found.at, act.money)
    params = {
        "refundId": act.dispute,
        **_whole_address(shop, act),
        "discription": str(act.details.get("text") or "")[:NOTE_MOST] or None,  # sic
        "disputeType": words(found.at / "disputeType"),
    }
    return Plan(Call(AGREE, params, REFUNDS), Receipt(act.dispute))


def seen(shop: Shop, act: Act) -> Look:
    """The log tells who agreed since the buyer last asked; without it the status does, as far as one side alone can bring it about."""
    found = refund(shop, act, urgent=False)
    if (ours := _our_agreement(found)) is not None:
        return Look(Sight.done, _agreed(act, ours))
    status = refund_status(words(found.at / "status"))
    if status == WAITS:
        return Look(Sight.not_done)
    if found.has_log:
        return Look(Sight.not_done, why=f"the refund is {status}, and the log shows no agreement of ours")
    return Look(
        Sight.cannot_tell,
        why=f"the refund is {status}; silence brings that about too, and this app may not read the log",
    )


def _is_as_approved(found: At, approved: Money | None) -> None:
    asked = [amount(found / name, CURRENCY, minor=2) for name in ("applyPayment", "applyCarriage")]
    total = sum((Decimal(one["amount"]) for one in asked if one is not None), Decimal(0))
    if approved is not None and (approved.currency != CURRENCY or approved.amount != total):
        raise no("changed", f"{total} {CURRENCY}")


def _our_agreement(found: Found) -> At | None:
    """The record of it, if it is newer than the buyer's last application."""
    log = list((found.at / "refundOperationList").each()) if found.has_log else []
    asked = [_at(one) for one in log if words(one / "operateTypeInt") == APPLIED]
    mine = [one for one in log if words(one / "operateTypeInt") == AGREED and words(one / "operatorRoleId") == SELLER]
    return next((one for one in mine if not asked or _at(one) >= max(asked)), None)


def _at(record: At) -> Any:
    told = instant(record / "gmtCreate")
    if told is None:
        raise (record / "gmtCreate").refuse("a time")
    return parse(told)


def _agreed(act: Act, record: At) -> Receipt:
    told = {name: words(record / name) for name in ("id", "gmtCreate", "operateRemark", "refundAddress")}
    return Receipt(act.dispute, {name: word for name, word in told.items() if word})


def _address(shop: Shop, act: Act) -> dict[str, str | None]:
    """As agreed in the terms (contract: address, recipient, phone), else as the shop has set it in the platform's own words."""
    terms = act.details.get("terms")
    told = terms if isinstance(terms, Mapping) and terms.get("address") else {}
    kept = shop.return_address
    return {
        "address": _said(told, "address") or kept.get("address"),
        "post": kept.get("post"),
        "phone": kept.get("phone") if not told else None,
        "fullName": _said(told, "recipient") or kept.get("fullName"),
        "mobilePhone": _said(told, "phone") or kept.get("mobilePhone"),
    }


def _is_whole(address: Mapping[str, str | None]) -> bool:
    """House: which of them the call needs is not published; these are what a parcel needs (B2B-TERMS-1)."""
    return bool(address["address"] and address["fullName"] and (address["phone"] or address["mobilePhone"]))


def _whole_address(shop: Shop, act: Act) -> dict[str, str | None]:
    address = _address(shop, act)
    if not _is_whole(address):
        raise no("address", ", ".join(name for name, value in address.items() if value) or "none of them")
    return address


def _said(terms: Mapping[str, Any], name: str) -> str | None:
    value = terms.get(name)
    return str(value) if value else None
