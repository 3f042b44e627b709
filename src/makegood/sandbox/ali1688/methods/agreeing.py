"""The one answer to a refund that a seller has a call for: agreeing to a return, with the address for it (§2.3, §7.11)."""

from __future__ import annotations

from makegood.sandbox.ali1688.answering import agree_return
from makegood.sandbox.ali1688.calls import TRADE, Call, method, plain
from makegood.sandbox.ali1688.refusing import Refused

ADDRESS = ("address", "post", "phone", "fullName", "mobilePhone")


@method(TRADE, "alibaba.trade.refund.OpAgreeReturnGoods", permission="refund", says=plain, writes=True)
def agree_to_return(call: Call) -> None:
    """Quirk (§7.8): the note's name is `discription`."""
    fields, refund = call.fields, call.refund()
    address = {name: fields.text(name, "") for name in ADDRESS}
    if not address["address"] or not address["fullName"] or not (address["phone"] or address["mobilePhone"]):
        raise Refused("ADDRESS_ERROR", "address, fullName and a telephone are needed")  # open: which are required
    if fields.has("disputeType") and fields.number("disputeType") != refund.type:
        raise Refused("DISPUTE_TYPE_ERROR", f"{refund.key} is of disputeType {refund.type}")
    agree_return(call.state, refund, address, fields.text("discription", ""))
