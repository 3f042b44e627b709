"""Disputes, pictures and proofs (platforms/shopee.md §2 Returns, evidence limits; sandbox list, 14, 15)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee import disputing
from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.refusing import Refused, param

SIGNS = {b"\xff\xd8\xff": ("jpg", "jpeg"), b"\x89PNG\r\n\x1a\n": ("png",)}


@api("GET", "returns/get_return_dispute_reason")
def dispute_reasons(call: Call) -> dict[str, Any]:
    """Quirk (sandbox list, 14): ids are texts here, and whole numbers in `dispute`."""
    claim = call.claim_seen()
    return {
        "dispute_reason_list": [
            {
                "dispute_reason": str(reason),
                "dispute_requirement": disputing.ASKS,
                "sample_evidence": [],
                "evidence_module_list": [
                    {"module_index": m.index, "requirement": m.requirement, "is_required": m.is_required}
                    for m in disputing.MODULES[reason]
                ],
            }
            for reason in disputing.reasons(claim)
        ]
    }


@api("POST", "returns/dispute")
def dispute(call: Call) -> dict[str, Any]:
    claim = call.claim()
    disputing.open_dispute(call.state, claim, call.asked)
    return {"return_sn": claim.sn, "msg": "dispute return success"}


@api("POST", "returns/cancel_dispute")
def cancel_dispute(call: Call) -> dict[str, Any]:
    claim = call.claim()
    if "@" not in call.asked.text("email", ""):
        raise Refused("dispute.request.param.error", "Input invalid email=[]")
    disputing.cancel_dispute(call.state, claim)
    return {"return_sn": claim.sn, "msg": "cancel dispute success"}


@api("POST", "returns/convert_image")
def convert_image(call: Call) -> dict[str, Any]:
    """One file, 10 MB, jpg or png; it becomes an address."""
    claim = call.claim()
    if len(call.files) != 1 or "upload_image" not in call.files:
        raise param("Wrong parameters, detail: upload_image.")
    name, content = call.files["upload_image"]
    ending = name.rpartition(".")[2].lower()
    if not any(content.startswith(sign) and ending in endings for sign, endings in SIGNS.items()):
        raise param("Only support jpg, jpeg, png.")
    if len(content) > call.state.figures.image_bytes_most:
        raise param("The size of image exceeds 10MB.")
    url = f"https://cf.sandbox.test/file/{call.state.number('image'):08d}.{ending}"
    call.state.images[url] = claim.sn
    return {"url": url, "thumbnail": f"{url}_tn"}


@api("POST", "returns/upload_proof")
def upload_proof(call: Call) -> dict[str, Any]:
    claim = call.claim()
    photos = [{"url": one.text("url"), "thumbnail": one.text("thumbnail", "")} for one in call.asked.objects("photo")]
    disputing.put_in_proof(call.state, claim, photos, call.asked.text("description", ""))
    return {"return_sn": claim.sn}


@api("GET", "returns/query_proof")
def query_proof(call: Call) -> dict[str, Any]:
    proof = call.claim_seen().proof
    return {"image": [dict(image) for image in proof.images], "video": [], "description": proof.words}


@api("GET", "returns/get_shipping_carrier")
def shipping_carrier(call: Call) -> dict[str, Any]:
    """TW and BR only."""
    call.claim()
    arranged_by_seller(call)
    return {"carrier_list": [{"carrier_id": 1, "carrier_name": "Sandbox Post"}]}


@api("POST", "returns/upload_shipping_proof")
def shipping_proof(call: Call) -> dict[str, Any]:
    claim = call.claim()
    arranged_by_seller(call)
    number = call.asked.text("tracking_number")
    if not (number.isascii() and number.isalnum() and 5 <= len(number) <= 30):
        raise param("Wrong parameters, detail: tracking_number should be 5-30 alphanumerics.")
    claim.way.tracking = number
    call.state.changed(claim)
    return {"return_sn": claim.sn}


def arranged_by_seller(call: Call) -> None:
    if call.shop.region not in ("TW", "BR"):
        raise Refused("error_permission", "This region does not support seller arranged returns.")
