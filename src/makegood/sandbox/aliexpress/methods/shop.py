"""The shop itself: addresses goods may come back to, and its health (platforms/aliexpress.md §2.3, §2.4)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.accounts import Address
from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, method


@method("aliexpress.logistics.redefining.getlogisticsselleraddresses", permission="shipping")
def addresses(call: Call) -> dict[str, Any]:
    asked = {kind.strip() for kind in call.fields.text("seller_address_query").split(",")}
    lists = {
        f"{kind}_seller_address_list": Rows(f"{kind}selleraddresslist", rows(call, kind))
        for kind in ("sender", "pickup", "refund")
        if kind in asked
    }
    return {**lists, "result_success": True}


@method("aliexpress.asf.seller.address.get", permission="shipping")
def addresses_new(call: Call) -> dict[str, Any]:
    return {"result": {"address_list": Rows("address", rows(call, call.fields.text("addressType"))), "success": True}}


@method("aliexpress.merchant.Address.list", permission="shipping")
def addresses_merchant(call: Call) -> dict[str, Any]:
    kind = {"SALESRETURN": "refund", "WAREHOUSE": "pickup"}.get(call.fields.text("addressType"), "")
    return {"result": Rows("address", rows(call, kind)), "success": True}


@method("aliexpress.merchant.diagnosis.query", permission="shop")
def health(call: Call) -> dict[str, Any]:
    return {"result": {"levelCode": call.shop.health}, "success": True}


def rows(call: Call, kind: str) -> list[dict[str, Any]]:
    return [row(address) for address in call.shop.addresses if kind in address.kinds]


def row(address: Address) -> dict[str, Any]:
    return {
        "address_id": address.id,
        "name": address.name,
        "country": address.country,
        "street_address": address.street,
        "is_default": 1,
    }
