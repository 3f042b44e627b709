"""Stock and listing, as far as after-sale work touches them (platforms/shopee.md §2 Product)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.refusing import param


@api("POST", "product/update_stock")
def update_stock(call: Call) -> dict[str, Any]:
    """A batch: good at top level, with its failures inside (§2 Envelope)."""
    item, given = call.asked.number("item_id"), call.asked.objects("stock_list")
    if not 1 <= len(given) <= 50:
        raise param("Wrong parameters, detail: stock_list should be 1-50.")
    done, failed = [], []
    for one in given:
        model, (first, *_) = one.number("model_id", 0), one.objects("seller_stock")
        stock = first.number("stock")
        if stock < 0:
            failed.append({"model_id": model, "failed_reason": "stock is less than reserved stock"})
            continue
        call.state.stock[call.shop.shop_id, item, model] = stock
        done.append({"model_id": model, "stock": stock})
    return {"success_list": done, "failure_list": failed}


@api("POST", "product/unlist_item")
def unlist(call: Call) -> dict[str, Any]:
    given = call.asked.objects("item_list")
    if not 1 <= len(given) <= 50:
        raise param("Wrong parameters, detail: item_list should be 1-50.")
    return {
        "success_list": [{"item_id": one.number("item_id"), "unlist": one.flag("unlist")} for one in given],
        "failure_list": [],
    }
