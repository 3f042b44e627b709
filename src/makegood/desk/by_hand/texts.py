"""What to copy into the platform's page for one action, field by field: said already, never made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.desk.intake.labels import GROUNDS, WANTS
from makegood.desk.templatetags.desk import money as shown
from makegood.desk.templatetags.desk import said as in_viewers
from makegood.desk.words import REMEDIES, word

LONG = 60
"""Signs from which a text stands in lines of its own."""
TICKETS = (
    Verb.submit_ticket,
    Verb.appeal,
    Verb.escalate,
    Verb.ask_platform_service,
    Verb.report_buyer,
    Verb.claim_carrier,
)
"""What the platform's own people read: they are given the whole story."""
TERMS = (Verb.propose_return_terms, Verb.confirm_on_channel)


@dataclass(frozen=True, slots=True)
class Copy:
    """One text to copy: what it is for, the text, and what it says in the viewer's language where that is another."""

    name: str
    text: str
    meaning: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG or "\n" in self.text


def texts(
    verb: Verb, details: Mapping[str, Any], money: Money | None, file: Mapping[str, Any], answer: Mapping[str, Any]
) -> list[Copy]:
    """`file`: the case file; `answer`: its assessment."""
    found = [Copy(name, text, meaning) for name, text, meaning in _texts(verb, details, money, file, answer) if text]
    return list({(one.name, one.text): one for one in found}.values())


def _texts(
    verb: Verb, details: Mapping[str, Any], money: Money | None, file: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    order, claim = file.get("order") or {}, file.get("claim") or {}
    yield gettext("Order number"), str(order.get("id") or ""), ""
    if details.get("remedy"):
        yield gettext("What is offered"), str(REMEDIES.get(details["remedy"], details["remedy"])), ""
    if money is not None:
        yield gettext("Amount"), f"{money.amount:f}", shown(money)
    if details.get("tracking"):
        yield gettext("Tracking number"), str(details["tracking"]), str(details.get("carrier") or "")
    if details.get("date") or details.get("until"):
        yield gettext("The new date"), str(details.get("date") or details.get("until")), ""
    yield from _messages(verb, details, answer)
    if details.get("ground"):
        yield gettext("Ground"), str(GROUNDS.get(details["ground"], details["ground"])), ""
    if verb in TERMS:
        yield gettext("Return terms"), terms_text(details.get("terms") or _terms(file)), ""
    if verb in TICKETS:
        yield from _story(order, claim, file)


def _messages(verb: Verb, details: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The text that was approved; for evidence, the reviewed request in the buyer's language with its meaning beside."""
    if details.get("text"):
        yield gettext("Text"), str(details["text"]), ""
        return
    if verb is not Verb.request_evidence:
        return
    wanted = {str(one) for one in details.get("what") or []}
    for one in (answer.get("evidence") or {}).get("missing", []):
        if one["kind"] in wanted or not wanted:
            message = one["message"]
            yield word("evidence", one["kind"]), message.get("buyer") or in_viewers(message), in_viewers(message)


def _story(
    order: Mapping[str, Any], claim: Mapping[str, Any], file: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    buyer = order.get("buyer") or {}
    yield gettext("Buyer"), str(buyer.get("id") or buyer.get("name") or ""), ""
    yield gettext("What was ordered"), "\n".join(_line(one) for one in order.get("lines") or []), ""
    yield gettext("What arrived"), "\n".join(_line(one) for one in claim.get("received") or []), ""
    yield gettext("What the buyer wants"), ", ".join(str(WANTS.get(one, one)) for one in claim.get("wants") or []), ""
    shipment = order.get("shipment") or {}
    numbers = dict.fromkeys([shipment.get("tracking"), *(shipment.get("numbers") or [])])
    yield gettext("Numbers of the parcel"), "\n".join(str(one) for one in numbers if one), ""
    yield gettext("What the buyer said"), str(claim.get("text") or ""), ""
    yield gettext("The conversation"), conversation(file.get("events") or []), ""


def conversation(events: list[Mapping[str, Any]]) -> str:
    """Messages in order, each with its time and side, as a ticket takes them."""
    sides = {"in": gettext("Buyer"), "out": gettext("We")}
    lines = [
        f"{str(one.get('at') or '')[:16].replace('T', ' ')} UTC  {sides.get(str(one.get('direction')), '?')}: {one.get('text') or ''}"
        for one in events
        if one.get("type") == "message"
    ]
    return "\n".join(lines)


def _line(one: Mapping[str, Any]) -> str:
    name = " · ".join(str(part) for part in (one.get("sku"), one.get("title")) if part)
    return f"{name} × {one.get('quantity') or 1}"


def _terms(file: Mapping[str, Any]) -> Mapping[str, Any]:
    told = [one.get("terms") for one in file.get("events") or [] if one.get("type") == "return_terms_proposed"]
    return told[-1] or {} if told else {}


def terms_text(terms: Mapping[str, Any]) -> str:
    """Return terms a line each, as they are sent on the channel of record (B2B-TERMS-1)."""
    bearers = {"seller": gettext("the seller"), "buyer": gettext("the buyer")}
    forms = {"collect": gettext("on delivery"), "prepaid": gettext("prepaid")}
    rows = (
        (gettext("Return to"), terms.get("address")),
        (gettext("Recipient"), terms.get("recipient")),
        (gettext("Phone"), terms.get("phone")),
        (gettext("Freight borne by"), bearers.get(str(terms.get("freight_bearer")))),
        (gettext("Freight paid"), forms.get(str(terms.get("freight_form")))),
        (gettext("Carrier"), terms.get("carrier_demand")),
        (gettext("Days"), terms.get("days")),
        (gettext("State of the goods"), terms.get("goods_condition")),
    )
    return "\n".join(f"{name}: {value}" for name, value in rows if value not in (None, ""))
