"""Disputing a return: a reason of its own list, an email, pictures by module (sheet §2, Returns: get_return_dispute_reason, dispute)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.asking import Shop, claim, status, told_list
from makegood.connectors.shopee.calls import Call
from makegood.connectors.shopee.exhibits import put_up
from makegood.connectors.shopee.planning import Plan
from makegood.connectors.shopee.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight

DISPUTE, REASONS = "returns/dispute", "returns/get_return_dispute_reason"
MAY = frozenset({"REQUESTED", "PROCESSING", "ACCEPTED"})
A_MODULE_TAKES = 3
"""Pictures a module (sheet §2, evidence limits)."""


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    found = claim(shop, act, urgent=urgent)
    if status(found) not in MAY:
        raise no("status", status(found))
    email = str(act.details.get("email") or shop.email or "")
    if "@" not in email:
        raise no("missing", "email")
    reason = _reason(shop.calls.read(Call("GET", REASONS, {"return_sn": act.dispute}), urgent=urgent), act)
    number = (reason / "dispute_reason").need()
    params = {
        "return_sn": act.dispute,
        "email": email,
        "dispute_reason_id": int(number),  # told as text, taken as a number
        "image_list": _images(shop, act, reason, urgent=urgent) or None,
        "dispute_text_reason": act.details.get("text"),
    }
    return Plan(Call("POST", DISPUTE, params), Receipt(_reference(act, number)))


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """A return under dispute says so, and keeps the reason when it is over."""
    found = claim(shop, act, urgent=False)
    told, wanted = text(found / "dispute_reason"), str(act.details.get("dispute_reason") or "")
    if told is not None and told != "0":
        if wanted in ("", told):
            return Look(Sight.done, Receipt(_reference(act, told), {"status": status(found)}))
        return Look(Sight.not_done, why=f"it is disputed for another reason, {told}")
    if status(found) == "SELLER_DISPUTE":
        return Look(Sight.cannot_tell, why="it is disputed, for which reason is not told")
    return Look(Sight.not_done)


def _reason(found: At, act: Act) -> At:
    """The one named; never a number of our own: each return has its list (sheet §3, Dispute reason ids)."""
    listed = {(one / "dispute_reason").need(): one for one in (found / "dispute_reason_list").each()}
    wanted = str(act.details.get("dispute_reason") or "")
    if wanted not in listed:
        raise no("dispute_reason", ", ".join(listed) or "none")
    return listed[wanted]


def _images(shop: Shop, act: Act, reason: At, *, urgent: bool) -> list[dict[str, Any]]:
    """Pictures by module; its requirement is sent back to the letter."""
    modules = list((reason / "evidence_module_list").each())
    given = _given(act, modules)
    asked = "; ".join(f"{text(m / 'module_index')} {text(m / 'requirement')}" for m in modules)
    unknown = given.keys() - {text(module / "module_index") for module in modules}
    missing = [
        m for m in modules if (m / "is_required").value is True and not given.get(text(m / "module_index") or "")
    ]
    if unknown or missing:
        raise no("modules", asked or "none")
    images = []
    for module in modules:
        ids = given.get(text(module / "module_index") or "", [])
        if len(ids) > A_MODULE_TAKES:
            raise no("picture", f"{len(ids)} for one part")
        if ids:
            urls = [put_up(shop, act.dispute or "", one, urgent=urgent)["url"] for one in ids]
            index, requirement = int((module / "module_index").need()), (module / "requirement").value
            images.append({"module_index": index, "requirement": requirement, "image_url": urls})
    return images


def _given(act: Act, modules: list[At]) -> dict[str, list[str]]:
    """`modules`: evidence by number. Evidence without numbers fits only where there is one module."""
    told = act.details.get("modules")
    if isinstance(told, Mapping):
        return {str(index): [str(one) for one in ids] for index, ids in told.items()}
    ids = told_list(act, "evidence")
    return {text(modules[0] / "module_index") or "": ids} if ids and len(modules) == 1 else {}


def _reference(act: Act, reason: str) -> str:
    return f"{act.dispute}/dispute/{reason}"
