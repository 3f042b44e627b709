"""Messages that were not taken, asked for: by cursor, which takes them for confirmed, and by page, which does not (§2.5, §7.16)."""

from __future__ import annotations

import json
from typing import Any

from makegood.sandbox.ali1688.calls import Call, method, plain
from makegood.sandbox.ali1688.methods.paging import page
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.stage.sending import Notice

PUSH = "cn.alibaba.open"


def failed(state: State, member: str = "") -> list[Notice]:
    """Sent at least once and not taken; a message of another member's shop is not told."""
    found = [notice for notice in state.notices() if notice.attempts and notice.state != "taken"]
    return [notice for notice in found if not member or json.loads(notice.body)["userInfo"] == member]


def _size(call: Call, name: str) -> int:
    figures, size = call.state.figures, call.fields.number(name, call.state.figures.message_page_least)
    if not figures.message_page_least <= size <= figures.message_page_most:
        words = f"{name} {size}, expected {figures.message_page_least} to {figures.message_page_most}"
        raise Refused("PARAM_ERROR", words)
    return size


@method(PUSH, "push.cursor.messageList", permission="message", says=plain)
def by_cursor(call: Call) -> dict[str, Any]:
    found = failed(call.state, call.member)[: _size(call, "quantity")]
    for notice in found:
        notice.state = "taken"
    return {"pushMessageList": [json.loads(notice.body) for notice in found]}


@method(PUSH, "push.query.messageList", permission="message", says=plain)
def by_page(call: Call) -> dict[str, Any]:
    found = failed(call.state, call.member)
    rows = [json.loads(one.body) for one in page(call, found, call.fields.number("page", 1), _size(call, "pageSize"))]
    return {"pushMessagePage": {"datas": rows, "totalCount": len(found)}}


@method(PUSH, "push.message.confirm", permission="message", says=plain, needs_token=False, writes=True)
def confirm(call: Call) -> dict[str, Any]:
    """No user's token is needed."""
    wanted = set(call.fields.texts("msgIdList"))
    for notice in failed(call.state):
        if str(json.loads(notice.body)["msgId"]) in wanted:
            notice.state = "taken"
    return {"isSuccess": True}
