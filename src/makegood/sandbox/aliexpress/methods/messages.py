"""Buyer chat: closed unless an app was let in by hand; then messages are sent and read by cursor (platforms/aliexpress.md §2.4)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.refusing import ARGUMENT, GatewayError
from makegood.sandbox.aliexpress.times import milliseconds

MOST = 20


@method("/aliexpress/message/send", permission="chat")
def send(call: Call) -> dict[str, Any]:
    """Open: field names beyond those the sheet lists."""
    message = {
        "message_id": str(call.state.number("message")),
        "session_id": call.fields.text("session_id"),
        "template_id": call.fields.number("template_id"),
        "content": call.fields.text("content"),
        "send_time": milliseconds(call.state.at),
        "from": "seller",
    }
    call.state.chats.append({"seller_id": call.shop.seller_id, **message})
    return {"data": {"message_id": message["message_id"]}, "success": True}


@method("/aliexpress/message/history/list", "/aliexpress/message/list", permission="chat")
def history(call: Call) -> dict[str, Any]:
    size = call.fields.number("page_size", MOST)
    if not 1 <= size <= MOST:
        raise GatewayError(ARGUMENT, f"page_size is {size}, expected 1 to {MOST}")
    start, after = call.fields.number("start_time", 0), call.fields.number("last_message_id", 0)
    found = [
        {name: value for name, value in chat.items() if name != "seller_id"}
        for chat in call.state.chats
        if chat["seller_id"] == call.shop.seller_id
        and chat["session_id"] == call.fields.text("session_id")
        and chat["send_time"] >= start
        and int(chat["message_id"]) > after
    ]
    page = found[:size]
    return {
        "data": {
            "message_list": page,
            "has_more": len(found) > size,
            "last_message_id": page[-1]["message_id"] if page else None,
        },
        "success": True,
    }


@method("/aliexpress/message/session/open", permission="chat")
def session_open(call: Call) -> dict[str, Any]:
    return {"data": {"session_id": f"s-{call.fields.number('order_id')}"}, "success": True}
