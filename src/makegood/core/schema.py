"""The JSON Schemas (draft 2020-12) of a case file and of an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from makegood.core.reading import CASE
from makegood.core.words import (
    Action,
    CostPart,
    DeadlineKind,
    EvidenceKind,
    How,
    Kind,
    OnLapse,
    Party,
    Platform,
    Remedy,
    Side,
    Source,
    Stage,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def case() -> dict[str, Any]:
    """What a case file must look like. Unknown fields are allowed: they are kept and reported as ignored."""
    shop_kinds = {
        "properties": {"kind": {"enum": ["deposit_release", "service_exit", "sku_alert"]}},
        "required": ["kind"],
    }
    shop_facts = [_present(name) for name in ("services", "orders", "complaints")]
    inferred = {"properties": {"kind": {"type": "null"}}, "anyOf": shop_facts}
    order = {"properties": {"order": {"type": "object"}}, "required": ["order"]}
    return {
        "$schema": _DRAFT,
        "$id": "makegood.case/1",
        "title": "Makegood case file",
        **CASE.schema(),
        "anyOf": [order, shop_kinds, inferred],
    }


def _present(name: str) -> dict[str, Any]:
    return {"properties": {name: {"not": {"type": "null"}}}, "required": [name]}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _words(words: Iterable[str], *others: str) -> dict[str, Any]:
    return {"enum": [*map(str, words), *others]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_TRUTH = {"type": "boolean"}
_BOTH = _object({"en": _TEXT, "zh": _TEXT})
_INSTANT = {"type": "string", "format": "date-time"}
_INSTANT_OR_NULL = {"anyOf": [_INSTANT, {"type": "null"}]}
_MONEY = _object({"amount": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}, "currency": {"type": "string"}})
_BECAUSE = _list(_object({"clause": _TEXT, "why": _BOTH}))
_HOW = _words(How)


def assessment() -> dict[str, Any]:
    """What an assessment looks like."""
    override = _object({"parameter": _TEXT, "value": {}, "default": {}, "clause": _TEXT})
    message = _object({"en": _TEXT, "zh": _TEXT, "buyer": {"type": ["string", "null"]}})
    missing = _object({"kind": _words(EvidenceKind), "ask": _words(Side), "clause": _TEXT, "message": message})
    rejected = _object({"id": _TEXT, "clause": _TEXT, "why": _BOTH})
    deadline = _object(
        {
            "kind": _words(DeadlineKind),
            "due_at": _INSTANT_OR_NULL,
            "on_lapse": _words(OnLapse),
            "clause": _TEXT,
            "source": _words(Source),
        },
        {"lapsed": _TRUTH},
    )
    option = _object(
        {
            "remedy": _words(Remedy),
            "allowed": _TRUTH,
            "recommended": _TRUTH,
            "how": _HOW,
            "cost": {"anyOf": [_MONEY, {"type": "null"}]},
            "cost_parts": {
                "type": "object",
                "properties": {str(part): _MONEY for part in CostPart},
                "additionalProperties": False,
            },
            "unknown": _list(_words(CostPart)),
            "rates": _list({"type": "object"}),
            "because": _BECAUSE,
        }
    )
    blocked = _object(
        {"action": _words(Action, "unfreeze_deposit", "ship"), "missing": _list(_TEXT), "clause": _TEXT, "why": _BOTH}
    )
    step = _object(
        {"action": _words(Action), "what": _list(_TEXT), "due_at": _INSTANT_OR_NULL, "clause": _TEXT, "why": _BOTH},
        {"how": _HOW, "note": _BOTH, "link": _TEXT, "look_again_at": _INSTANT_OR_NULL},
    )
    return {
        "$schema": _DRAFT,
        "$id": "makegood.assessment/1",
        "title": "Makegood assessment",
        **_object(
            {
                "schema": {"const": "makegood.assessment/1"},
                "case": _TEXT,
                "at": _INSTANT,
                "kind": _words(Kind),
                "stage": _words(Stage),
                "policy": _object({"pack": _words(Platform), "version": _TEXT, "overrides": _list(override)}),
                "liability": _object({"party": _words(Party), "because": _BECAUSE}),
                "evidence": _object({"have": _list(_TEXT), "missing": _list(missing), "rejected": _list(rejected)}),
                "deadlines": _list(deadline),
                "options": _list(option),
                "blocked": _list(blocked),
                "counts_as_dispute": _TRUTH,
                "next": step,
            },
            {
                "platform": _words(Platform),
                "also": _list(_object({"action": _words(Action), "clause": _TEXT, "why": _BOTH})),
                "ignored": _list(_TEXT),
            },
        ),
    }
