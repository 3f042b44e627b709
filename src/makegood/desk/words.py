"""The contract's words as the desk shows them; the same words as GLOSSARY.md, in both languages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PLATFORMS: dict[str, str] = {"wish": "Wish", "aliexpress": "AliExpress", "ali1688": "1688", "shopee": "Shopee"}

KINDS: dict[str, str | Promise] = {
    "cancel_request": _("Cancellation asked for"),
    "short_shipment": _("Items missing"),
    "wrong_item": _("Wrong item"),
    "damaged": _("Damaged"),
    "not_as_described": _("Not as described"),
    "not_received": _("Not received"),
    "return": _("Return and refund"),
    "unpaid_order": _("Bad-faith or unpaid order"),
    "unfulfilled_order": _("Order unfulfilled"),
    "refused_payment": _("Payment refused"),
    "penalty": _("Penalty and appeal"),
    "tracking_correction": _("Tracking number to correct"),
    "deposit_release": _("Deposit release"),
    "service_exit": _("Leaving a service"),
    "sku_alert": _("Several buyers, one item"),
    "review": _("Review complaint"),
}
STAGES: dict[str, str | Promise] = {
    "detected": _("Detected"),
    "contacting": _("Contacting"),
    "negotiating": _("Negotiating"),
    "agreed": _("Agreed"),
    "fulfilling": _("Fulfilling"),
    "closed": _("Closed"),
    "escalated": _("In arbitration"),
    "judged": _("Judged"),
    "appealed": _("Appealed"),
    "withdrawn": _("Withdrawn"),
    "lapsed": _("Lapsed"),
}
LAPSES: dict[str, str | Promise] = {
    "arbitration": _("Goes to arbitration"),
    "auto_agree": _("Counts as our consent"),
    "auto_refund": _("Refunded automatically"),
    "auto_cancel": _("Cancelled automatically"),
    "case_lost": _("Case lost"),
    "none": _("Nothing lapses"),
    "unknown": _("Consequence unknown"),
}
ACTIONS: dict[str, str | Promise] = {
    "contact_buyer": _("Contact the buyer"),
    "verify_order": _("Check the order"),
    "request_evidence": _("Ask for evidence"),
    "show_proof": _("Show proof"),
    "offer": _("Make an offer"),
    "ask_withdrawal": _("Ask for withdrawal"),
    "propose_return_terms": _("Propose return terms"),
    "confirm_on_channel": _("Have it confirmed"),
    "submit_ticket": _("File the ticket"),
    "agree": _("Agree"),
    "refuse": _("Refuse"),
    "escalate": _("Escalate"),
    "withdraw_escalation": _("Withdraw escalation"),
    "appeal": _("Appeal"),
    "claim_insurance": _("Claim on insurance"),
    "hold_shipping": _("Hold shipping"),
    "shorten_auto_cancel": _("Shorten auto-cancel"),
    "cancel_order": _("Cancel the order"),
    "report_buyer": _("Report the buyer"),
    "ask_platform_service": _("Ask platform service"),
    "refund": _("Refund"),
    "reship": _("Reship"),
    "reschedule": _("Reschedule"),
    "give_return_tracking": _("Give return number"),
    "fill_tracking": _("Fill in tracking"),
    "correct_tracking": _("Correct tracking"),
    "replace_tracking": _("Replace tracking"),
    "change_waybill": _("Change the waybill"),
    "revoke_waybill": _("Revoke the waybill"),
    "send_coupon": _("Send the coupon"),
    "submit_evidence": _("Submit evidence"),
    "claim_carrier": _("Claim from carrier"),
    "change_payee": _("Change the payee"),
    "close_service": _("Close the service"),
    "exit_service": _("Leave the service"),
    "transfer_deposit": _("Transfer the deposit"),
    "contact_other_buyers": _("Contact other buyers"),
    "remind_buyer": _("Remind the buyer"),
    "record_lesson": _("Record the lesson"),
    "wait": _("Wait"),
    "close": _("Close the case"),
}
REMEDIES: dict[str, str | Promise] = {
    "full_refund": _("Full refund"),
    "partial_refund": _("Partial refund"),
    "return_and_refund": _("Return and refund"),
    "reship": _("Reship"),
    "partial_refund_and_reship": _("Partial refund and reship"),
    "coupon": _("Coupon"),
    "reschedule": _("New date"),
    "cancel_and_refund": _("Cancel and refund"),
    "explain": _("Explanation"),
}
CLOCKS: dict[str, str | Promise] = {
    "negotiation": _("Negotiation"),
    "confirm_return": _("Confirming the return"),
    "respond": _("Answering"),
    "appeal": _("Appealing"),
    "refund": _("Refunding"),
    "ship": _("Shipping"),
    "auto_cancel": _("Automatic cancellation"),
    "payment_grace": _("Grace for payment"),
    "after_sale_window": _("After-sale window"),
    "deposit_unfreezes": _("Deposit unfreezes"),
    "service_exit": _("Leaving the service"),
}
EVIDENCE: dict[str, str | Promise] = {
    "outer_label_photo": _("Photo of the top label"),
    "inner_label_photo": _("Photo of the label beneath"),
    "packaging_photo": _("Photo of the packaging"),
    "goods_photo": _("Photo of the goods"),
    "listing_photo": _("Screenshot of the listing"),
    "dispatch_photo": _("Photo at dispatch"),
    "pack_scan": _("Pack scan"),
    "tracking_record": _("Tracking record"),
    "delivery_proof": _("Proof of delivery"),
    "conversation": _("Conversation"),
    "carrier_statement": _("Carrier's statement"),
    "buyer_statement": _("Buyer's statement"),
    "ticket_reply": _("Answer to the ticket"),
    "insurance_policy": _("Insurance policy"),
    "return_terms_confirmed": _("Return terms confirmed"),
    "packing_video": _("Packing video"),
    "unpacking_video": _("Unpacking video"),
    "weight_record": _("Weight record"),
}
PARTIES: dict[str, str | Promise] = {
    "seller": pgettext_lazy("liable", "We"),
    "buyer": pgettext_lazy("liable", "Buyer"),
    "logistics": pgettext_lazy("liable", "Carrier"),
    "platform": pgettext_lazy("liable", "Platform"),
    "undetermined": pgettext_lazy("liable", "Not clear yet"),
}
ASKED: dict[str, str | Promise] = {
    "buyer": pgettext_lazy("asked of", "the buyer"),
    "seller": pgettext_lazy("asked of", "us"),
    "carrier": pgettext_lazy("asked of", "the carrier"),
    "platform": pgettext_lazy("asked of", "the platform"),
}
ROLES: dict[str, str | Promise] = {
    "clerk": pgettext_lazy("role", "Clerk"),
    "lead": pgettext_lazy("role", "Lead"),
    "owner": pgettext_lazy("role", "Owner"),
    "warehouse": pgettext_lazy("role", "Warehouse"),
    "developer": pgettext_lazy("role", "Developer"),
    "read_only": pgettext_lazy("role", "Read only"),
}
STATES: dict[str, str | Promise] = {
    "planned": _("Waiting for a yes"),
    "approved": _("Approved"),
    "sending": _("Sending; do not repeat it"),
    "confirmed": _("Done"),
    "rejected": _("Refused by the platform"),
    "unknown": _("No answer from the platform; being checked"),
    "looking": _("No answer from the platform; being checked"),
    "dropped": _("Overtaken by events"),
    "assisted": _("To be done by hand"),
    "needs_person": _("A person must look"),
    "refused": _("Refused here"),
}
WORDS: dict[str, dict[str, str | Promise]] = {
    "platform": dict(PLATFORMS),
    "kind": KINDS,
    "stage": STAGES,
    "lapse": LAPSES,
    "action": ACTIONS,
    "remedy": REMEDIES,
    "clock": CLOCKS,
    "evidence": EVIDENCE,
    "party": PARTIES,
    "asked": ASKED,
    "role": ROLES,
    "state": STATES,
}


def word(family: str, name: str | None) -> str:
    """The label of one of the contract's words; a word not known yet stands for itself."""
    return str(WORDS[family].get(name or "", name or ""))
