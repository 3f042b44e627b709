"""The token's own test. Of the other merchant doors no field was read, and none is made up."""

from __future__ import annotations

from makegood.sandbox.wish.calls import Call, operation


@operation("oauth.test", "GET", "/oauth/test", scope="")
def test(call: Call) -> dict[str, str]:
    return {"merchant_id": call.merchant.id}
