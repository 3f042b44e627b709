"""The words of the trade as the contract spells them: an enum's value is the JSON string."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    wish = "wish"
    aliexpress = "aliexpress"
    ali1688 = "ali1688"
    shopee = "shopee"


class Kind(StrEnum):
    """Which trouble a case is."""

    cancel_request = "cancel_request"
    short_shipment = "short_shipment"
    wrong_item = "wrong_item"
    damaged = "damaged"
    not_as_described = "not_as_described"
    not_received = "not_received"
    return_ = "return"
    unpaid_order = "unpaid_order"
    unfulfilled_order = "unfulfilled_order"
    refused_payment = "refused_payment"
    penalty = "penalty"
    tracking_correction = "tracking_correction"
    deposit_release = "deposit_release"
    service_exit = "service_exit"
    sku_alert = "sku_alert"
    review = "review"


class Stage(StrEnum):
    """Where a case stands."""

    detected = "detected"
    contacting = "contacting"
    negotiating = "negotiating"
    agreed = "agreed"
    fulfilling = "fulfilling"
    closed = "closed"
    escalated = "escalated"
    judged = "judged"
    appealed = "appealed"
    withdrawn = "withdrawn"
    lapsed = "lapsed"


class Party(StrEnum):
    """Who is liable."""

    seller = "seller"
    buyer = "buyer"
    logistics = "logistics"
    platform = "platform"
    undetermined = "undetermined"


class Side(StrEnum):
    """Who gave, claims, is asked."""

    buyer = "buyer"
    seller = "seller"
    carrier = "carrier"
    platform = "platform"


class Want(StrEnum):
    """What the claim asks for."""

    refund = "refund"
    return_ = "return"
    reship = "reship"
    coupon = "coupon"
    cancel = "cancel"
    explanation = "explanation"


class Severity(StrEnum):
    """`minor` does not stop use."""

    minor = "minor"
    major = "major"


class Ground(StrEnum):
    """What a 1688 penalty would be appealed on."""

    carrier_fault = "carrier_fault"
    settled_after_penalty = "settled_after_penalty"
    price_too_low = "price_too_low"
    clerk_error = "clerk_error"
    discontinued = "discontinued"
    out_of_stock = "out_of_stock"
    custom_listing_wrong_guarantee = "custom_listing_wrong_guarantee"
    other = "other"


class ShippedBy(StrEnum):
    """The platform's own logistics, or ours."""

    platform = "platform"
    self_ = "self"


class EvidenceKind(StrEnum):
    outer_label_photo = "outer_label_photo"
    inner_label_photo = "inner_label_photo"
    packaging_photo = "packaging_photo"
    goods_photo = "goods_photo"
    listing_photo = "listing_photo"
    dispatch_photo = "dispatch_photo"
    pack_scan = "pack_scan"
    tracking_record = "tracking_record"
    delivery_proof = "delivery_proof"
    conversation = "conversation"
    carrier_statement = "carrier_statement"
    buyer_statement = "buyer_statement"
    ticket_reply = "ticket_reply"
    insurance_policy = "insurance_policy"
    return_terms_confirmed = "return_terms_confirmed"
    packing_video = "packing_video"
    unpacking_video = "unpacking_video"
    weight_record = "weight_record"


class Origin(StrEnum):
    """Can a piece of evidence be traced to where it was made?"""

    original = "original"
    forwarded = "forwarded"
    unknown = "unknown"


class Channel(StrEnum):
    wish_ticket = "wish_ticket"
    ae_message = "ae_message"
    wangwang = "wangwang"
    shopee_chat = "shopee_chat"
    phone = "phone"
    email = "email"
    wechat = "wechat"
    whatsapp = "whatsapp"
    other = "other"


class Direction(StrEnum):
    in_ = "in"
    out = "out"


class EventType(StrEnum):
    """In the order in which they happen: events of one instant are taken in this order."""

    order_placed = "order_placed"
    paid = "paid"
    shipped = "shipped"
    delivered = "delivered"
    cancel_requested = "cancel_requested"
    dispute_opened = "dispute_opened"
    platform_notice = "platform_notice"
    order_verified = "order_verified"
    message = "message"
    offer_made = "offer_made"
    offer_refused = "offer_refused"
    offer_accepted = "offer_accepted"
    return_terms_proposed = "return_terms_proposed"
    return_approved = "return_approved"
    return_shipped = "return_shipped"
    return_notice = "return_notice"
    escalated = "escalated"
    return_received = "return_received"
    escalation_withdrawn = "escalation_withdrawn"
    escalation_withdrawal_failed = "escalation_withdrawal_failed"
    ticket_submitted = "ticket_submitted"
    ticket_answered = "ticket_answered"
    judged = "judged"
    penalty_executed = "penalty_executed"
    settled_after_penalty = "settled_after_penalty"
    appealed = "appealed"
    bad_faith_confirmed = "bad_faith_confirmed"
    cancelled = "cancelled"
    refund_paid = "refund_paid"
    reshipped = "reshipped"
    report_filed = "report_filed"
    service_close_requested = "service_close_requested"
    service_reopened = "service_reopened"
    action_done = "action_done"
    dispute_withdrawn = "dispute_withdrawn"
    lesson_recorded = "lesson_recorded"


class TicketVerdict(StrEnum):
    approved = "approved"
    rejected = "rejected"
    more_needed = "more_needed"


class Verdict(StrEnum):
    refund = "refund"
    return_and_refund = "return_and_refund"
    rejected = "rejected"
    penalty = "penalty"


class OrderFinding(StrEnum):
    """What looking at our own order showed."""

    ours = "ours"
    misread = "misread"
    correct = "correct"
    unknown = "unknown"


class Remedy(StrEnum):
    """What may be offered."""

    full_refund = "full_refund"
    partial_refund = "partial_refund"
    return_and_refund = "return_and_refund"
    reship = "reship"
    partial_refund_and_reship = "partial_refund_and_reship"
    coupon = "coupon"
    reschedule = "reschedule"
    cancel_and_refund = "cancel_and_refund"
    explain = "explain"


class How(StrEnum):
    """How a remedy or an action is done on a platform."""

    api = "api"
    assisted = "assisted"
    unavailable = "unavailable"


class CostPart(StrEnum):
    cash_out = "cash_out"
    goods = "goods"
    freight_out = "freight_out"
    freight_back = "freight_back"
    fees = "fees"
    dispute_effect = "dispute_effect"
    recovered = "recovered"


class DeadlineKind(StrEnum):
    negotiation = "negotiation"
    confirm_return = "confirm_return"
    respond = "respond"
    appeal = "appeal"
    refund = "refund"
    ship = "ship"
    auto_cancel = "auto_cancel"
    payment_grace = "payment_grace"
    after_sale_window = "after_sale_window"
    deposit_unfreezes = "deposit_unfreezes"
    service_exit = "service_exit"


class OnLapse(StrEnum):
    """What happens when a deadline passes."""

    arbitration = "arbitration"
    auto_agree = "auto_agree"
    auto_refund = "auto_refund"
    auto_cancel = "auto_cancel"
    case_lost = "case_lost"
    none = "none"
    unknown = "unknown"


class Source(StrEnum):
    """Who says so: a seed guide, a public page, ourselves, the shop's setting, the platform for this very case, nobody."""

    seed = "seed"
    public = "public"
    house = "house"
    shop = "shop"
    platform = "platform"
    unknown = "unknown"


class Action(StrEnum):
    contact_buyer = "contact_buyer"
    verify_order = "verify_order"
    request_evidence = "request_evidence"
    show_proof = "show_proof"
    offer = "offer"
    ask_withdrawal = "ask_withdrawal"
    propose_return_terms = "propose_return_terms"
    confirm_on_channel = "confirm_on_channel"
    submit_ticket = "submit_ticket"
    agree = "agree"
    refuse = "refuse"
    escalate = "escalate"
    withdraw_escalation = "withdraw_escalation"
    appeal = "appeal"
    claim_insurance = "claim_insurance"
    hold_shipping = "hold_shipping"
    shorten_auto_cancel = "shorten_auto_cancel"
    cancel_order = "cancel_order"
    report_buyer = "report_buyer"
    ask_platform_service = "ask_platform_service"
    refund = "refund"
    reship = "reship"
    reschedule = "reschedule"
    give_return_tracking = "give_return_tracking"
    fill_tracking = "fill_tracking"
    correct_tracking = "correct_tracking"
    replace_tracking = "replace_tracking"
    change_waybill = "change_waybill"
    revoke_waybill = "revoke_waybill"
    send_coupon = "send_coupon"
    submit_evidence = "submit_evidence"
    claim_carrier = "claim_carrier"
    change_payee = "change_payee"
    close_service = "close_service"
    exit_service = "exit_service"
    transfer_deposit = "transfer_deposit"
    contact_other_buyers = "contact_other_buyers"
    remind_buyer = "remind_buyer"
    record_lesson = "record_lesson"
    wait = "wait"
    close = "close"


class Progress(StrEnum):
    """How far a shop's trade or complaint is."""

    open = "open"
    finished = "finished"
    closed = "closed"


class FreightBearer(StrEnum):
    seller = "seller"
    buyer = "buyer"


class FreightForm(StrEnum):
    collect = "collect"
    prepaid = "prepaid"


class Term(StrEnum):
    """What a return agreement holds."""

    address = "address"
    recipient = "recipient"
    phone = "phone"
    freight_bearer = "freight_bearer"
    freight_form = "freight_form"
    carrier_demand = "carrier_demand"
    days = "days"
    goods_condition = "goods_condition"


class Parameter(StrEnum):
    """Numbers of policy that a shop may override by name."""

    negotiation_days = "negotiation_days"
    respond_days = "respond_days"
    refund_days = "refund_days"
    auto_cancel_hours = "auto_cancel_hours"
    payment_grace_hours = "payment_grace_hours"
    after_sale_window_days = "after_sale_window_days"
    deposit_unfreeze_days = "deposit_unfreeze_days"
    service_exit_days = "service_exit_days"
    unpaid_count = "unpaid_count"
    unpaid_share = "unpaid_share"
    cancel_count = "cancel_count"
    cancel_share = "cancel_share"
    coupon_cap_share = "coupon_cap_share"
    dispute_cost = "dispute_cost"
    escalate_ahead_hours = "escalate_ahead_hours"
    sku_alert_days = "sku_alert_days"
    sku_alert_buyers = "sku_alert_buyers"
    ship_days = "ship_days"
    ticket_reply_hours = "ticket_reply_hours"
    appeal_days = "appeal_days"
    respond_hours_unshipped = "respond_hours_unshipped"
    respond_fast_hours = "respond_fast_hours"
    respond_fast_amount = "respond_fast_amount"
    respond_fast_within_hours = "respond_fast_within_hours"
    instant_refund_minutes = "instant_refund_minutes"
    look_again_hours = "look_again_hours"


SHOP_KINDS = frozenset({Kind.deposit_release, Kind.service_exit, Kind.sku_alert})
"""Kinds about the shop, which need no order."""

CAUSES = ("cancel", "policy_change", "quality", "out_of_stock", "logistics_delay", "other")
REASONS = frozenset(Kind) | frozenset(CAUSES)
"""What a claim may give as its reason: a kind, or one of six words more."""

UNCLOSABLE_SERVICES = frozenset(
    {"dispatch_24h", "dispatch_48h", "dispatch_72h", "dispatch_5d", "dispatch_7d", "dispatch_10d", "dispatch_15d"}
)
"""1688's dispatch-time services, which can't be closed and need not be (B2B-DEPOSIT-1)."""
ASSURED_PURCHASE = "assured_purchase"

CHANNEL_OF_RECORD = {
    Platform.wish: Channel.wish_ticket,
    Platform.aliexpress: Channel.ae_message,
    Platform.ali1688: Channel.wangwang,
    Platform.shopee: Channel.shopee_chat,
}
