"""A case opened by hand: its form, and the case file that what was typed makes. What is left blank stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from makegood.core.instants import show
from makegood.core.reading import SCHEMA, NotACase, read
from makegood.core.words import SHOP_KINDS
from makegood.desk.intake import labels, shapes
from makegood.desk.intake.fields import Field, Part, choices
from makegood.desk.intake.shops import field as shop_field
from makegood.desk.intake.shops import new as new_shop
from makegood.desk.intake.typed import Typed
from makegood.desk.words import CLOCKS, KINDS, LAPSES
from makegood.usecases.typing_in import read_at_page

CLOCK_ROWS = ("", "2", "3")
EVENT_ROWS = ("", "2", "3")
LINE_ROWS = ("", "2", "3")
OPENING_EVENTS = {name: labels.EVENTS[name] for name in labels.EVENTS if name not in ("message", "return_notice")}
"""What can be told with a time alone; messages are pasted, and a notice's time is a clock."""


def parts(shops: Mapping[str, str], viewers_zone: str, *, order_is_known: bool) -> list[Part]:
    """The form. `order_is_known`: an export has told the order, so only the trouble is asked for."""
    asked = [_trouble(viewers_zone), _clocks()]
    found = asked if order_is_known else [_where(shops), new_shop(shops), *asked, _order(), _lines()]
    return [*found, _parcel_and_buyer(order_is_known), _events(), _services()]


def _where(shops: Mapping[str, str]) -> Part:
    own = (
        Field("order", _("Order number"), help=_("As the platform shows it; deposit and service cases have none")),
        Field("trouble", _("Number of the dispute, return or ticket"), help=_("The platform's own, if there is one")),
    )
    return Part(_("Where"), (*shop_field(shops), *own))


def _trouble(viewers_zone: str) -> Part:
    return Part(
        _("What happened"),
        (
            shapes.chosen("kind", _("Kind"), KINDS, needed=True),
            shapes.zone(viewers_zone),
            shapes.moment("opened_at", _("The claim was made on")),
            shapes.chosen("by", _("Whose claim it is"), {"buyer": labels.SIDES["buyer"], "platform": labels.SIDES["platform"]}),
            Field("wants", _("What the buyer wants"), "choices", choices=choices(labels.WANTS)),
            shapes.money("claimed", _("Amount claimed")),
            shapes.chosen("severity", _("How bad it is"), labels.SEVERITIES),
            Field("said", _("What the buyer said"), "area", _("In the buyer's own words")),
            Field("language", _("The buyer's language"), help=_("Such as es, pt-BR or zh")),
            Field("received", _("Items that came instead"), help=_("Their SKUs, a blank apart")),
            shapes.chosen("cause", _("Cause of not fulfilling"), labels.CAUSES),
            shapes.chosen("ground", _("Ground of an appeal"), labels.GROUNDS),
            Field("platform_reason", _("The platform's own word for it")),
        ),
    )  # fmt: skip


def _clocks() -> Part:
    fields = [field for number in CLOCK_ROWS for field in shapes.clock(number)]
    return Part(_("Clocks on the platform's page"), tuple(fields), _("They outrank what is worked out here."))


def _order() -> Part:
    return Part(
        _("The order"),
        (
            shapes.moment("placed_at", _("Placed on")),
            shapes.moment("paid_at", _("Paid on")),
            shapes.moment("shipped_at", _("Shipped on")),
            shapes.moment("delivered_at", _("Arrived on")),
            shapes.money("total", _("Total paid")),
        ),
    )


def _lines() -> Part:
    fields: list[Field] = []
    for number in LINE_ROWS:
        fields += [
            Field(f"sku{number}", _("SKU")),
            Field(f"title{number}", _("Item")),
            Field(f"quantity{number}", _("Quantity"), "number"),
            shapes.money(f"price{number}", _("Unit price")),
        ]
    return Part(_("Items"), tuple(fields), folded=True)


def _parcel_and_buyer(order_is_known: bool) -> Part:
    known = () if order_is_known else (
        Field("buyer_id", _("The buyer's id")),
        Field("buyer_name", _("The buyer's name")),
        Field("country", _("Ships to country"), help=_("Two capitals, such as BR")),
    )  # fmt: skip
    return Part(
        _("Parcel and buyer"),
        (
            shapes.chosen("by_whom", _("Shipped by"), labels.SHIPPERS),
            Field("carrier", _("Carrier")),
            Field("tracking", _("Tracking number")),
            Field("numbers", _("Other numbers of this parcel"), help=_("A blank apart")),
            *known,
        ),
        folded=True,
    )


def _events() -> Part:
    fields: list[Field] = []
    for number in EVENT_ROWS:
        fields += [
            shapes.chosen(f"event{number}", _("What happened already"), OPENING_EVENTS),
            shapes.moment(f"event_at{number}", _("When")),
        ]
    return Part(_("What happened already"), tuple(fields), folded=True)


def _services() -> Part:
    return Part(
        _("Services (deposit and service cases on 1688)"),
        (Field("open_services", _("Services that are open"), "choices", choices=choices(labels.SERVICES)),),
        folded=True,
    )


# --- the case file ------------------------------------------------------------------------------------------------


def document(typed: Typed, *, known_order: str | None = None) -> dict[str, Any]:
    """The case file without its number and platform; faults stand in `typed`. `known_order`: an imported order's number."""
    kind = typed.word("kind", KINDS, needed=True)
    found: dict[str, Any] = {"kind": kind, "claim": _claim(typed)}
    if order := _order_of(typed, kind, known_order):
        found["order"] = order
    lists = {
        "events": _events_of(typed),
        "platform_deadlines": clocks_of(typed),
        "services": [{"name": name, "open": True} for name in typed.words("open_services", labels.SERVICES)],
    }
    found |= {name: values for name, values in lists.items() if values}
    return {name: value for name, value in found.items() if value}


def check(document: Mapping[str, Any], platform: str, typed: Typed) -> None:
    """The strict reader's word on the whole, each fault beside the field that it came from."""
    try:
        read({"schema": SCHEMA, "id": "new", "platform": platform, **document})
    except NotACase as reason:
        for one in reason.faults:
            name = FIELD_OF.get(one.path.partition("[")[0], "order")
            expected = EXPECTED.get(name) or gettext("A value as the platform's page shows it.")
            typed.fault(
                name, gettext("%(found)s stands here.") % {"found": one.found}, str(expected), gettext("Correct it.")
            )


EXPECTED = {
    "country": _("Two capitals, such as BR"),
    "language": _("Such as es, pt-BR or zh"),
    "claimed": _("The order's currency."),
    "claimed_currency": _("The order's currency."),
}
FIELD_OF = {
    "order": "order",
    "order.id": "order",
    "order.total": "total",
    "order.ship_to.country": "country",
    "order.buyer.language": "language",
    "claim.language": "language",
    "claim.amount": "claimed",
    "claim.amount.currency": "claimed_currency",
    "kind": "kind",
}


def _claim(typed: Typed) -> dict[str, Any]:
    found = told(
        opened_at=typed.moment("opened_at"),
        reason=typed.word("cause", labels.CAUSES),
        platform_reason=typed.text("platform_reason", most=200),
        wants=typed.words("wants", labels.WANTS),
        amount=typed.money("claimed", "claimed_currency"),
        severity=typed.word("severity", labels.SEVERITIES),
        received=[{"sku": sku} for sku in typed.lines("received")],
        ground=typed.word("ground", labels.GROUNDS),
        text=typed.text("said"),
        language=typed.text("language", most=20),
    )
    by = typed.word("by", ("buyer", "platform")) or ("buyer" if found else None)
    return told(by=by, **found)


def _order_of(typed: Typed, kind: str | None, known: str | None) -> dict[str, Any]:
    number = known or typed.text("order", most=64, needed=kind not in SHOP_KINDS)
    lines = [line for row in LINE_ROWS if (line := _line(typed, row))]
    parcel = told(
        by=typed.word("by_whom", labels.SHIPPERS),
        carrier=typed.text("carrier", most=100),
        tracking=typed.text("tracking", most=100),
        numbers=typed.lines("numbers"),
    )
    buyer = told(
        id=typed.text("buyer_id", most=200),
        name=typed.text("buyer_name", most=200),
        language=typed.text("language", most=20),
    )
    found = told(
        placed_at=typed.moment("placed_at"),
        paid_at=typed.moment("paid_at"),
        shipped_at=typed.moment("shipped_at"),
        delivered_at=typed.moment("delivered_at"),
        total=typed.money("total", "total_currency"),
        lines=lines,
        shipment=parcel,
        buyer=buyer,
        ship_to=told(country=(typed.text("country", most=2) or "").upper()),
    )
    return {"id": number, **found} if number else {}


def _line(typed: Typed, row: str) -> dict[str, Any]:
    sku, title = typed.text(f"sku{row}", most=200), typed.text(f"title{row}", most=500)
    quantity, price = typed.whole(f"quantity{row}"), typed.money(f"price{row}", f"price{row}_currency")
    return told(sku=sku, title=title, quantity=quantity, unit_price=price)


def _events_of(typed: Typed) -> list[dict[str, Any]]:
    found = []
    for row in EVENT_ROWS:
        name = typed.word(f"event{row}", OPENING_EVENTS)
        at = typed.moment(f"event_at{row}", needed=name is not None)
        if name and at:
            found.append({"at": at, "type": name})
    return found


def clocks_of(typed: Typed) -> list[dict[str, Any]]:
    return [clock for row in CLOCK_ROWS if (clock := clock_of(typed, row))]


def clock_of(typed: Typed, row: str = "", *, needed: bool = False) -> dict[str, Any] | None:
    """A clock as the platform's page shows it, with where it was read and when."""
    due = typed.ahead(f"due{row}", f"left{row}")
    kind = typed.word(f"clock{row}", CLOCKS, needed=needed or due is not None)
    if kind and due is None and f"left{row}" not in typed.faults:
        typed.fault(
            f"due{row}",
            gettext("No time is typed."),
            gettext("When it ends, or the time left."),
            gettext("Type one of the two."),
        )
    if kind is None or due is None:
        return None
    where = typed.text(f"where{row}", most=300) or ""
    read_at = show(typed.now.replace(microsecond=0))
    return told(
        kind=kind, due_at=due, on_lapse=typed.word(f"lapse{row}", LAPSES), field=read_at_page(where), read_at=read_at
    )


def told(**values: Any) -> dict[str, Any]:
    """Only what was typed."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
