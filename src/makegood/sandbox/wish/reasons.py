"""Which refund reasons the merchant may give now: they differ by order and over its life (platforms/wish.md §2, §3)."""

from __future__ import annotations

from makegood.sandbox.wish.order import Order

# Open: which of the 22 hold when is not published, only that they differ. Split here by what can have happened.
BEFORE = ("UNABLE_TO_SHIP", "MERCHANT_OUT_OF_STOCK", "MERCHANT_REPORTED_ORDER", "MERCHANT_REPORTED_BUYER_FRAUD",
          "PRODUCT_LISTING_MISSING_INFO", "RECEIVED_NOTE_FROM_MERCHANT")  # fmt: skip
ON_ITS_WAY = ("SHIPPING_TAKING_TOO_LONG", "ITEM_RETURNED_TO_SENDER", "MERCHANT_SENT_TO_WRONG_ADDRESS",
              "REPLACEMENT_NEVER_RECEIVED", "INCOMPLETE_ORDER", "RECEIVED_NOTE_FROM_MERCHANT",
              "MERCHANT_REPORTED_BUYER_FRAUD", "RECEIVED_WRONG_ITEM", "ITEM_IS_DAMAGED", "EMPTY_PACKAGE")  # fmt: skip
ARRIVED = (
    *ON_ITS_WAY, "ITEM_DOES_NOT_FIT", "ITEM_IS_COUNTERFEIT", "ITEM_DOES_NOT_WORK_AS_DESCRIBED",
    "ITEM_DOES_NOT_MATCH_LISTING", "ITEM_MARKED_DELIVERED_BUT_DID_NOT_ARRIVE", "WRONG_COLOR", "ITEM_IS_POOR_QUALITY",
    "ITEM_DID_NOT_MEET_EXPECTATIONS", "PRODUCT_LISTING_MISSING_INFO",
)  # fmt: skip
SOURCES = ("MERCHANT", "CUSTOMER", "WISH", "PAYMENT_PROVIDER")
# §3, what a ticket's buyer asks a refund for, with words for it.
TICKET_REASONS = {
    "OTHER": ("Something else", "其他"),
    "SHIPPING_TAKING_TOO_LONG": ("It takes too long", "运送太慢"),
    "USER_NO_LONGER_WANTS_ITEM": ("No longer wanted", "不想要了"),
    "ITEM_DOES_NOT_FIT": ("It does not fit", "尺码不合"),
    "ITEM_IS_DAMAGED": ("It arrived damaged", "商品破损"),
    "ITEM_DOES_NOT_MATCH_LISTING": ("Not as in the listing", "与描述不符"),
    "USER_PLACED_ORDER_BY_MISTAKE": ("Ordered by mistake", "误下单"),
    "ITEM_IS_COUNTERFEIT": ("Counterfeit", "假货"),
    "ITEM_DOES_NOT_WORK_AS_DESCRIBED": ("It does not work", "无法正常使用"),
    "ITEM_NEVER_ARRIVED": ("It never arrived", "未收到货"),
    "EMPTY_PACKAGE": ("Empty parcel", "空包裹"),
    "RECEIVED_NOTE_FROM_MERCHANT": ("A note from the merchant", "收到商家便条"),
}


def valid_now(order: Order) -> tuple[str, ...]:
    """Quirk (bullet 9): none for an order that is refunded, declined or under review."""
    if order.state == "APPROVED":
        return BEFORE
    if order.state == "SHIPPED":
        return ON_ITS_WAY if order.delivered_at is None else ARRIVED
    return ()
