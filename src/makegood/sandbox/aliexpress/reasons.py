"""Why buyers open disputes: two families (platforms/aliexpress.md §3), each reason with its code and both texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`id` and the codes' exact spelling are open: the sheet has one example of a code and one numeric id."""

    key: str
    id: int
    code: str
    en: str
    zh: str
    received: bool

    @property
    def is_not_as_described(self) -> bool:
        """A buyer's own reason is neither of the two families (§3)."""
        return self.received and self.key != "own_reason"

    @property
    def is_in_transit(self) -> bool:
        return self.key == "in_transit"


REASONS = {
    reason.key: reason
    for reason in (
        Reason(
            "in_transit",
            115,
            "Package_in_transit@3rdIssueReason",
            "Package still in transit",
            "货物仍然在运输途中",
            False,
        ),
        Reason(
            "invalid_tracking", 116, "Invalid_tracking@3rdIssueReason", "Tracking number not valid", "运单号无效", False
        ),
        Reason("wrong_address", 117, "Wrong_address@3rdIssueReason", "Sent to a wrong address", "发错地址", False),
        Reason("held_by_customs", 118, "Customs@3rdIssueReason", "Held by customs", "海关扣关", False),
        Reason("parcel_returned", 119, "Returned@3rdIssueReason", "Package returned to seller", "货物被退回", False),
        Reason(
            "not_as_described", 201, "Color_not_as_described@3rdIssueReason", "Color not as described", "颜色不符", True
        ),
        Reason(
            "wrong_item",
            202,
            "Wrong_product@3rdIssueReason",
            "Received a different product",
            "收到的货物与订单不符",
            True,
        ),
        Reason("quality", 203, "Quality@3rdIssueReason", "Quality problem", "质量问题", True),
        Reason("damaged", 204, "Damaged@3rdIssueReason", "Product damaged", "货物破损", True),
        Reason("short", 205, "Quantity_shortage@3rdIssueReason", "Quantity shortage", "产品数量不符", True),
        Reason("counterfeit", 206, "Counterfeit@3rdIssueReason", "Counterfeit", "销售假货", True),
        Reason("own_reason", 301, "Personal_reason@3rdIssueReason", "Personal reasons", "买家自身原因", True),
    )
}
