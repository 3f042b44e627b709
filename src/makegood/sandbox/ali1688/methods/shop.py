"""Calls about the shop itself and the platform's own: its account, its return address, what time it is (§2.3, §2.4, §1.4)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.calls import Call, method, plain
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.times import milliseconds


@method("system", "currentTime", "currentTimeMillis", permission="account", needs_token=False)
def current_time(call: Call) -> dict[str, Any]:
    """Open: the answer's member; the vectors sign this call, no source shows what comes back."""
    return {"currentTime": milliseconds(call.state.at)}


@method("com.alibaba.account", "alibaba.account.basic", permission="account", says=plain)
def account(call: Call) -> dict[str, Any]:
    shop = call.state.shops.get(call.member)
    if shop is None:
        raise Refused("ACCOUNT_ERROR", f"{call.member} sells nothing here")
    return {"result": {"memberId": shop.member_id, "loginId": shop.login, "userId": shop.ali_id}, "success": True}


@method("com.alibaba.fenxiao", "refund.address.get", permission="refund", says=plain)
def return_address(call: Call) -> dict[str, Any]:
    shop = call.state.shops.get(call.member)
    if shop is None:
        raise Refused("ACCOUNT_ERROR", f"{call.member} sells nothing here")
    return {"result": {"receiveAddress": shop.address.told}, "success": True}
