"""Pictures: put up one by one, and put in as proof where Shopee asks for it (sheet §2, Returns: convert_image, upload_proof, query_proof)."""

from __future__ import annotations

from typing import Any

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.shopee.asking import Shop, claim, told_list
from makegood.connectors.shopee.calls import Call
from makegood.connectors.shopee.planning import Plan
from makegood.connectors.shopee.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight
from makegood.wire.requests import File

CONVERT, UPLOAD, QUERY = "returns/convert_image", "returns/upload_proof", "returns/query_proof"
MOST_BYTES = 10 * 1000 * 1000
KINDS = {b"\xff\xd8\xff": ("jpg", "jpeg"), b"\x89PNG\r\n\x1a\n": ("png",)}
TAKES = frozenset({"PENDING", "UPLOADED"})
"""`seller_proof_status` in which proof is taken (sheet §3, Seller proof)."""


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    ids = told_list(act, "evidence")
    found = claim(shop, act, urgent=urgent)
    stands = _proof_status(found)
    if stands not in TAKES:
        raise no("no_proof_asked", stands or "nothing told")
    if not ids or act.dispute is None:
        raise no("missing", "evidence")
    photos = [put_up(shop, act.dispute, one, urgent=urgent) for one in ids]
    params = {"return_sn": act.dispute, "photo": photos, "description": str(act.details.get("text") or "")}
    return Plan(Call("POST", UPLOAD, params), Receipt(act.dispute, {"photos": len(photos)}))


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """By the proof on file: none, or as many pictures as were to be put in, with our words beside them."""
    found = shop.calls.read(Call("GET", QUERY, {"return_sn": act.dispute}))
    there, wanted = len(list((found / "image").each())), len(told_list(act, "evidence"))
    if not there:
        return Look(Sight.not_done)
    if there == wanted and (text(found / "description") or "") == str(act.details.get("text") or "").strip():
        return Look(Sight.done, Receipt(act.dispute, {"photos": there}))
    return Look(
        Sight.cannot_tell, why=f"{there} pictures are there, {wanted} were to be put in; by which call is not told"
    )


def _proof_status(found: At) -> str | None:
    inner = found / "seller_proof"
    return text((found if inner.value is None else inner) / "seller_proof_status")


def put_up(shop: Shop, serial: str, id_: str, *, urgent: bool) -> dict[str, Any]:
    """A picture's address at the platform. Putting one up changes nothing in the return, so it is asked again like a read."""
    if shop.files is None:
        raise no("missing", "evidence")
    file = checked(shop.files(id_))
    call = Call("POST", CONVERT, {"return_sn": serial}, {"upload_image": file})
    found = shop.calls.read(call, urgent=urgent)
    url, small = found / "url", found / "thumbnail"
    return {"url": url.need(), "thumbnail": text(small) or ""}


def checked(file: File) -> File:
    """Named by what it is: the platform goes by the ending of the name."""
    endings = next((endings for start, endings in KINDS.items() if file.content.startswith(start)), None)
    if endings is None or len(file.content) > MOST_BYTES:
        raise no("picture", f"{file.name}, {len(file.content)} bytes")
    if file.name.rpartition(".")[2].lower() in endings:
        return file
    return File(f"{file.name}.{endings[0]}", file.content, file.media_type)
