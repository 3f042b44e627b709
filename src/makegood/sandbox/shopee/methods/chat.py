"""Chat: closed to every app that is not on the list (platforms/shopee.md §2 Chat)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.refusing import Refused


@api("POST", "sellerchat/send_message")
def send_message(call: Call) -> dict[str, Any]:
    let_in(call)
    to = call.asked.number("to_id")
    return {
        "message_id": str(call.state.number("message")),
        "to_id": to,
        "conversation_id": str(to),
        "created_timestamp": int(call.state.at.timestamp()),
        "region": call.shop.region,
    }


@api("GET", "sellerchat/get_conversation_list")
def conversations(call: Call) -> dict[str, Any]:
    let_in(call)
    return {"page_result": {"page_size": 25, "next_cursor": {}, "more": False}, "conversations": []}


def let_in(call: Call) -> None:
    if not call.partner.chat:
        raise Refused("error_api_permission", "This app type has no permission to this API.")
