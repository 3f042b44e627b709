"""The platform's envelopes: wrapped or simplified, errors of /sync and of /rest (platforms/aliexpress.md §1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from makegood.sandbox.aliexpress.refusing import GatewayError


@dataclass(frozen=True, slots=True)
class Rows:
    """A list and the type name of its items, which the wrapped shape puts between."""

    item: str
    rows: list[Any]


def shaped(value: Any, *, simplify: bool) -> Any:
    """Quirk (§7.5): wrapped, a list is an object with the item type's name (an empty one has none); simplified, it is plain."""
    if isinstance(value, Rows):
        rows = [shaped(row, simplify=simplify) for row in value.rows]
        return rows if simplify else {value.item: rows} if rows else {}
    if isinstance(value, Mapping):
        return {name: shaped(part, simplify=simplify) for name, part in value.items() if part is not None}
    return value


def enveloped(method: str, body: Mapping[str, Any], *, simplify: bool, request_id: str) -> dict[str, Any]:
    document = {**shaped(body, simplify=simplify), "request_id": request_id}
    return document if simplify else {method.replace(".", "_") + "_response": document}


def error(problem: GatewayError, *, transport: str, request_id: str) -> dict[str, Any]:
    """Quirk (§1.6, §7.1): errors come with HTTP 200."""
    trouble, detail = problem.trouble, problem.detail
    if transport == "rest":
        return {
            "type": trouble.type,
            "code": trouble.iop,
            "message": detail or trouble.words,
            "request_id": request_id,
        }
    response: dict[str, Any] = {
        "type": trouble.type,
        "code": trouble.top if transport == "top" else trouble.iop,
        "msg": trouble.top_words if transport == "top" else trouble.words,
        "sub_code": problem.sub_code,
        "sub_msg": detail or trouble.words,
        "request_id": request_id,
        "_trace_id_": f"212cf{request_id}",
    }
    if transport == "sync" and detail:
        response["msg"] = f"{trouble.words}: {detail}"
    return {"error_response": response}
