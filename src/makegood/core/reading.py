"""Strict reading of a case file: every fault at once, each with its path; nothing is guessed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from makegood.core import case as c
from makegood.core import shapes as s
from makegood.core.case import Case
from makegood.core.money import CURRENCIES, Money
from makegood.core.words import (
    REASONS,
    SHOP_KINDS,
    Action,
    Channel,
    DeadlineKind,
    Direction,
    EventType,
    EvidenceKind,
    FreightBearer,
    FreightForm,
    Ground,
    Kind,
    OnLapse,
    OrderFinding,
    Origin,
    Parameter,
    Platform,
    Progress,
    Remedy,
    Severity,
    ShippedBy,
    TicketVerdict,
    Verdict,
    Want,
)

SCHEMA = "makegood.case/1"


class NotACase(ValueError):
    """The file is not a valid case; `faults` holds everything that is wrong with it, each with its path."""

    def __init__(self, faults: list[s.Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


# --- the shapes, outermost last -------------------------------------------------------------------------------

TEXT, INSTANT, TRUTH, AMOUNT = s.Text(), s.Instant(), s.Truth(), s.Amount()
TEXTS = s.ListOf(TEXT)


class _Settings:
    """Policy overrides by parameter name; an unknown name is refused, for a typing error would change nothing."""

    def read(self, value: Any, path: str, notes: s.Notes) -> dict[Parameter, Decimal | Money] | None:
        if not isinstance(value, Mapping):
            notes.fault(path, value, "an object")
            return None
        settings: dict[Parameter, Decimal | Money] = {}
        for name, what in value.items():
            here = f"{path}.{s.shown_name(name)}" if name is not s.TWICE else path
            if name is s.TWICE or name not in Parameter.__members__:
                notes.faults.append(s.Fault(here, "a setting nobody knows, or twice", "one of " + ", ".join(Parameter)))
            elif what is not None:
                number = setting_shape(name).read(what, here, notes)
                if number is not None:
                    settings[Parameter(name)] = Decimal(number) if isinstance(number, int) else number
        return settings

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                str(name): {"anyOf": [setting_shape(name).schema(), {"type": "null"}]} for name in Parameter
            },
            "additionalProperties": False,
        }


class _MoneyOrNumber:
    """Money, or a bare number in the order's currency."""

    def read(self, value: Any, path: str, notes: s.Notes) -> Decimal | Money | None:
        return (
            AMOUNT.read(value, path, notes) if isinstance(value, Mapping) else s.Number(10**9).read(value, path, notes)
        )

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [AMOUNT.schema(), *s.Number(10**9).schema()["anyOf"]]}


_MONEY_SETTINGS = frozenset({"dispute_cost", "respond_fast_amount"})
_COUNT, _SHARE, _SPAN, _MONEY = s.Whole(0), s.Number(1), s.Number(100_000), _MoneyOrNumber()


def setting_shape(name: str) -> s.Shape:
    """What a shop may set a number of policy to."""
    if name.endswith(("_count", "_buyers")):
        return _COUNT
    if name.endswith("_share"):
        return _SHARE
    return _MONEY if name in _MONEY_SETTINGS else _SPAN


SHOP = s.Object(c.Shop, id=TEXT, region=s.COUNTRY, settings=_Settings())
LINE = s.Object(c.Line, sku=TEXT, title=TEXT, quantity=s.Whole(1), unit_price=AMOUNT, unit_cost=AMOUNT)
HISTORY = s.Object(c.History, orders=s.Whole(0), unpaid=s.Whole(0), cancelled=s.Whole(0), disputes=s.Whole(0))
BUYER = s.Object(c.Buyer, id=TEXT, name=TEXT, language=s.LANGUAGE, phone=TEXT, email=TEXT, history=HISTORY)
SHIP_TO = s.Object(c.ShipTo, name=TEXT, country=s.COUNTRY, state=TEXT, city=TEXT, line1=TEXT, postcode=TEXT, phone=TEXT)
SHIPMENT = s.Object(c.Shipment, by=s.Word(ShippedBy), carrier=TEXT, tracking=TEXT, cost=AMOUNT, numbers=TEXTS)
ORDER = s.Object(
    c.Order,
    id=TEXT,
    placed_at=INSTANT,
    paid_at=INSTANT,
    shipped_at=INSTANT,
    delivered_at=INSTANT,
    finished_at=INSTANT,
    status=TEXT,
    total=AMOUNT,
    lines=s.ListOf(LINE),
    buyer=BUYER,
    ship_to=SHIP_TO,
    shipment=SHIPMENT,
)
CLAIM = s.Object(
    c.Claim,
    by=TEXT,
    opened_at=INSTANT,
    reason=s.Text(
        "a kind, or one of cancel, policy_change, quality, out_of_stock, logistics_delay, other", known=REASONS
    ),
    platform_reason=TEXT,
    lines=TEXTS,
    wants=s.ListOf(s.Word(Want)),
    amount=AMOUNT,
    received=s.ListOf(s.Object(c.Received, sku=TEXT, quantity=s.Whole(1))),
    severity=s.Word(Severity),
    ground=s.Word(Ground),
    text=TEXT,
    language=s.LANGUAGE,
)
READING = s.Object(
    c.Reading,
    tracking=TEXT,
    skus=TEXTS,
    stamped=TRUTH,
    carrier=TEXT,
    channel=s.Word(Channel),
    grams=s.Number(10**9),
)
EVIDENCE = s.Object(
    c.Evidence,
    id=s.NAME,
    kind=s.Word(EvidenceKind),
    by=TEXT,
    at=INSTANT,
    file=TEXT,
    origin=s.Word(Origin),
    reading=READING,
)
TERMS = s.Object(
    c.Terms,
    address=TEXT,
    recipient=TEXT,
    phone=TEXT,
    freight_bearer=s.Word(FreightBearer),
    freight_form=s.Word(FreightForm),
    carrier_demand=TEXT,
    days=s.Whole(0),
    goods_condition=TEXT,
)
_VERDICTS = {"ticket_answered": frozenset(TicketVerdict), "judged": frozenset(Verdict)}
EVENT = s.Object(
    c.Event,
    at=INSTANT,
    type=s.Word(EventType),
    direction=s.Word(Direction),
    channel=s.Word(Channel),
    text=TEXT,
    remedy=s.Word(Remedy),
    amount=AMOUNT,
    terms=TERMS,
    tracking=TEXT,
    due_at=INSTANT,
    error=TEXT,
    verdict=s.Text("a verdict", known=frozenset(TicketVerdict) | frozenset(Verdict)),
    ground=s.Word(Ground),
    service=s.NAME,
    finding=s.Word(OrderFinding),
    by=TEXT,
    action=s.Word(Action),
    receipt=TEXT,
    note=TEXT,
)
PLATFORM_DEADLINE = s.Object(
    c.PlatformDeadline,
    kind=s.Word(DeadlineKind),
    due_at=INSTANT,
    on_lapse=s.Word(OnLapse),
    field=TEXT,
    read_at=INSTANT,
)
SERVICE = s.Object(c.ShopService, name=s.NAME, open=TRUTH, closed_at=INSTANT)
TRADE = s.Object(
    c.Trade,
    id=s.NAME,
    status=s.Word(Progress),
    finished_at=INSTANT,
    under_service=TRUTH,
    sku=TEXT,
    buyer=TEXT,
)
COMPLAINT = s.Object(
    c.Complaint,
    id=s.NAME,
    status=s.Word(Progress),
    order=TEXT,
    sku=TEXT,
    buyer=TEXT,
    reason=TEXT,
    at=INSTANT,
    closed_at=INSTANT,
)
_CURRENCY = s.Text("an ISO 4217 currency in capitals, such as USD", known=CURRENCIES)
RATE = s.Object(c.Rate, base=_CURRENCY, quote=_CURRENCY, rate=s.Number(10**9), as_of=INSTANT, source=TEXT)
CASE = s.Object(
    c.Case,
    ("schema", "id", "platform"),
    schema=s.Text(f'"{SCHEMA}"', known=frozenset({SCHEMA})),
    id=s.NAME,
    at=INSTANT,
    platform=s.Word(Platform),
    kind=s.Word(Kind),
    shop=SHOP,
    order=ORDER,
    claim=CLAIM,
    evidence=s.ListOf(EVIDENCE),
    events=s.ListOf(EVENT),
    platform_deadlines=s.ListOf(PLATFORM_DEADLINE),
    services=s.ListOf(SERVICE),
    orders=s.ListOf(TRADE),
    complaints=s.ListOf(COMPLAINT),
    rates=s.ListOf(RATE),
)


# --- reading --------------------------------------------------------------------------------------------------


def _pairs(pairs: list[tuple[str, Any]]) -> dict[Any, Any]:
    whole: dict[Any, Any] = dict(pairs)
    if len(whole) != len(pairs):
        times = Counter(name for name, _ in pairs)
        whole[s.TWICE] = sorted(name for name, count in times.items() if count > 1)
    return whole


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=Decimal, parse_constant=_no_constant)


def read_text(text: str | bytes) -> Case:
    """A case from JSON text. Raises `NotACase` with every fault; a text that is no JSON has one, at `$`."""
    return read(loads(text))


def loads(text: str | bytes) -> Any:
    """JSON text as values: decimals exact, a name given twice noted under `shapes.TWICE`. Raises `NotACase` at `$`."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return _DECODER.decode(text.removeprefix("\ufeff"))
    except UnicodeDecodeError as reason:
        found = f"a byte that is no UTF-8 at place {reason.start}"
        raise NotACase([s.Fault("$", found, "JSON in UTF-8")]) from None
    except json.JSONDecodeError as reason:
        found = f"{reason.msg} (line {reason.lineno}, column {reason.colno})"
        raise NotACase([s.Fault("$", found, "one JSON object")]) from None
    except ArithmeticError:
        raise NotACase([s.Fault("$", "a number beyond all bounds", "numbers that can be written out")]) from None
    except (ValueError, RecursionError) as reason:
        found = "nesting too deep" if isinstance(reason, RecursionError) else str(reason)[:120]
        raise NotACase([s.Fault("$", found, "one JSON object")]) from None


def read(document: Any) -> Case:
    """A case from a JSON document already parsed. Raises `NotACase` with every fault."""
    notes = s.Notes()
    case: Case | None = CASE.read(document, "", notes)
    if isinstance(document, Mapping):
        notes.faults.extend(_whole_faults(document))
    if notes.faults or case is None:
        raise NotACase(notes.faults or [s.Fault("$", s.found(document), "a case file")])
    if notes.ignored:
        case = _with_ignored(case, notes.ignored)
    return case


def _with_ignored(case: Case, ignored: dict[str, Any]) -> Case:
    from dataclasses import replace

    return replace(case, ignored=ignored)


def _whole_faults(document: Mapping[str, Any]) -> Iterator[s.Fault]:
    """Faults that no field shows by itself."""
    kind = document.get("kind")
    shop_facts = any(document.get(name) is not None for name in ("services", "orders", "complaints"))
    needs_order = str(kind) not in SHOP_KINDS if kind is not None else not shop_facts
    if needs_order and document.get("order") is None:
        yield s.Fault("order", "nothing", "the order's object; only shop kinds have none")
    yield from _mixed_currencies(document)
    events = document.get("events")
    for place, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, Mapping):
            allowed, verdict = _VERDICTS.get(str(event.get("type"))), event.get("verdict")
            if allowed and isinstance(verdict, str) and verdict not in allowed:
                expected = "one of " + ", ".join(sorted(allowed))
                yield s.Fault(f"events[{place}].verdict", s.found(verdict), expected)


def _mixed_currencies(document: Mapping[str, Any]) -> Iterator[s.Fault]:
    """What the buyer pays and is offered is in one currency per order."""
    first: tuple[str, str] | None = None
    for path, money in _buyer_money(document):
        currency = money.get("currency") if isinstance(money, Mapping) else None
        if not isinstance(currency, str) or currency not in CURRENCIES:
            continue  # what is no currency has its own fault, and is not expected of the others
        if first is None:
            first = (path, currency)
        elif currency != first[1]:
            yield s.Fault(f"{path}.currency", s.found(currency), f"{first[1]}, the currency of {first[0]}")


def _buyer_money(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    order, claim = document.get("order"), document.get("claim")
    if isinstance(order, Mapping):
        yield "order.total", order.get("total")
        lines = order.get("lines")
        for place, line in enumerate(lines if isinstance(lines, list) else ()):
            if isinstance(line, Mapping):
                yield f"order.lines[{place}].unit_price", line.get("unit_price")
    if isinstance(claim, Mapping):
        yield "claim.amount", claim.get("amount")
    events = document.get("events")
    for place, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, Mapping) and event.get("amount") is not None:
            yield f"events[{place}].amount", event.get("amount")
