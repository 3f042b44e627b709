"""Joins the parts that several messages tell into case files: an order and its troubles, each fact once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from makegood.connectors.exact import refuse_twins
from makegood.connectors.one_currency import in_one_currency
from makegood.connectors.parts import At, Document, NotUnderstood, OrderPart, Part, TroublePart
from makegood.core.reading import SCHEMA, NotACase, loads
from makegood.core.reading import read as read_case


def understand(platform: str, text: str | bytes, name: str) -> list[Part]:
    """The parts that one file holds. Raises `NotUnderstood` with the method's name and the path of what was unexpected."""
    try:
        document = loads(text)
    except NotACase as reason:
        fault = reason.faults[0]
        raise NotUnderstood(name, fault.path, fault.found, fault.expected) from None
    refuse_twins(At(document, name))
    messages = import_module(f"makegood.connectors.{platform}.messages")
    return list(messages.understand(document, name))


def join(platform: str, parts: Iterable[Part]) -> Iterator[Document]:
    """Case files: one for each trouble with its order, and one for each order that has no trouble.

    Parts of one order or one trouble that came twice are laid over each other, the later over the earlier.
    """
    orders: dict[str, OrderPart] = {}
    names: dict[str, str] = {}
    troubles: dict[str, TroublePart] = {}
    for part in parts:
        if isinstance(part, OrderPart):
            earlier = orders.get(part.id)
            order = _over(earlier.order, part.order) if earlier is not None else part.order
            orders[part.id] = OrderPart(part.id, order, part.also, part.method)
            names |= dict.fromkeys((part.id, *part.also), part.id)
        else:
            troubles[part.id] = _merged(troubles[part.id], part) if part.id in troubles else part
    by_order: dict[str, list[TroublePart]] = {}
    for trouble in troubles.values():
        by_order.setdefault(names.get(trouble.order or "", trouble.order or ""), []).append(trouble)
    for main, found in by_order.items():
        for trouble in _own_folded(main, found) if main else found:
            yield _case(platform, trouble, orders.get(main), main)
    for main, alone in orders.items():
        if main not in by_order:
            yield _checked({"schema": SCHEMA, "id": f"{platform}:{main}", "platform": platform, "order": alone.order})


def _own_folded(order: str, troubles: list[TroublePart]) -> list[TroublePart]:
    """What an order tells of itself (under its own number: a clock, a refund) belongs to its troubles, where it has any."""
    own = [trouble for trouble in troubles if trouble.id == order]
    others = [trouble for trouble in troubles if trouble.id != order]
    if not own or not others:
        return troubles
    return [
        replace(
            trouble,
            events=tuple(_once((*trouble.events, *(event for one in own for event in one.events)))),
            platform_deadlines=tuple(
                _once((*trouble.platform_deadlines, *(clock for one in own for clock in one.platform_deadlines)))
            ),
        )
        for trouble in others
    ]


def _case(platform: str, trouble: TroublePart, order: OrderPart | None, order_id: str) -> Document:
    facts = _over(trouble.order_facts, order.order if order is not None else {})
    if order_id and "id" not in facts:
        facts = {"id": order_id, **facts}
    document: Document = {"schema": SCHEMA, "id": f"{platform}:{trouble.id}", "platform": platform, "order": facts}
    extra: dict[str, Any] = {
        "kind": trouble.kind,
        "shop": trouble.shop,
        "claim": trouble.claim,
        "evidence": list(trouble.evidence),
        "events": _once(trouble.events),
        "platform_deadlines": _once(trouble.platform_deadlines),
    }
    return _checked(document | {name: value for name, value in extra.items() if value})


def _checked(document: Document) -> Document:
    """A case file that the strict reader takes: what we make ourselves is held to the same."""
    document = in_one_currency(document)
    read_case(document)
    return document


def _over(under: Document, over: Document) -> Document:
    """`over` laid over `under`, object by object; lists and values of `over` replace."""
    laid = dict(under)
    for name, value in over.items():
        lower = laid.get(name)
        laid[name] = _over(lower, value) if isinstance(lower, dict) and isinstance(value, dict) else value
    return laid


def _merged(one: TroublePart, two: TroublePart) -> TroublePart:
    return TroublePart(
        id=one.id,
        order=two.order or one.order,
        claim=_over(one.claim, two.claim),
        kind=two.kind or one.kind,
        events=tuple(_once((*one.events, *two.events))),
        evidence=tuple(_once((*one.evidence, *two.evidence))),
        platform_deadlines=tuple(_once((*one.platform_deadlines, *two.platform_deadlines))),
        order_facts=_over(one.order_facts, two.order_facts),
        shop=_over(one.shop, two.shop),
        method=two.method,
    )


def _once(items: Iterable[Document]) -> list[Document]:
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())
