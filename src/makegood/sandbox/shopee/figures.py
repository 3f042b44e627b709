"""The figures that Shopee's documents give, and those they leave open: each can be set for a test or a what-if."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.sandbox.stage import figures


@dataclass(frozen=True, slots=True)
class Figures(figures.Figures):
    """Sections are those of platforms/shopee.md. *Open* marks what the sheet calls uncertain or does not give: a default, not a fact."""

    timestamp_seconds: int = 300  # §1
    real_timestamps: bool = False
    """Ours: calls' timestamps are judged by the real clock instead of the sandbox's, for callers that cannot be wound."""
    code_seconds: int = 600  # §1.3
    access_seconds: int = 14_400  # §1.5, §1.6
    refresh_days: int = 30  # §1.5
    old_access_seconds: int = 300  # §1.7, open: how long the access token before a refresh lives on
    grant_days: int = 365  # §1.8
    empty_errors: tuple[str, ...] = ("", " ", "-")
    """§2 Envelope: how the reference's samples spell the empty `error` of a success; which of them live answers use is open."""
    auth_status: int = 403  # §2 Envelope, open: HTTP status of auth faults; all else 200
    limit_status: int = 200  # §2 Envelope, open: HTTP status of error_rate_limit; 429 makes it one
    calls_per_minute: int = 0  # §2 Rate limits, open: a third party says 100 per partner; 0 is none
    calls_per_day: int = 0  # §2 Rate limits: a daily quota exists, no number is public; 0 is none
    window_days: int = 15  # §2 Orders, Returns: the widest time window
    page_size_most: int = 100  # §2
    detail_most: int = 50  # §2 Orders
    detail_lag_seconds: int = 0  # open: details are read fresh unless told otherwise
    pay_hours: int = 48  # §4, open: the payment limit is not stated
    free_cancel_minutes: int = 60  # §4
    cancel_answer_days: int = 2  # §4: SG, MY, TW, TH 2; ID 1; the day's end is not modelled
    days_to_ship: int = 3  # §4: PH 2 to 30, MY ready stock 1
    cancel_grace_days: int = 3  # §4: days-to-ship + 3 calendar days without tracking
    pending_hours: int = 24  # §4, open: how long a suspicious order is held
    tracking_minutes: int = 10  # §2 Shipping, open: "may be empty for a while; poll every 5 minutes"
    auto_confirm_days: int = 7  # §4: PH Mall 7, others 3
    return_days: int = 15  # §4: SG 15, PH 15 or 7
    respond_days: int = 2  # §4: SG 2; BR, MX, CL 3
    judging_hours: int = 48  # open: from JUDGING to the platform's ruling, at the least the days for evidence
    evidence_hours: int = 36  # open: seller_evidence_deadline
    offer_days: int = 2  # open: offer_due_date; negotiation length is not published (§4)
    offer_rounds: int = 2  # open: counter_limit at the beginning
    offer_least_percent: int = 10  # open: min_refund_amount as a share of what was asked
    buyer_ship_days: int = 5  # open: return_ship_due_date
    seller_check_days: int = 3  # open: return_seller_due_date
    warehouse_days: int = 2  # open: how long a warehouse checks
    ruling_days: int = 3  # open: from SELLER_DISPUTE to the platform's ruling
    compensation_days: int = 5  # open: seller_compensation_due_date
    commission_percent: int = 5  # open: by category and market
    release_days: int = 1  # open: from completion to escrow release
    reverse_fee_hours: int = 24  # open: when the reverse shipping fee shows in escrow
    reverse_fee_percent: int = 8  # open: of the order's total
    adjustment_days: int = 6  # open: when a late order_adjustment comes
    points_weekday: int = 0  # §4: Mondays
    images_per_module: int = 3  # §2
    image_bytes_most: int = 10_000_000  # §2
    grant_warning_days: int = 30  # open: when push 12 warns
    push_answer_seconds: int = 3  # §2 Push
    push_retry_seconds: tuple[int, ...] = (300, 1800, 10_800)  # §2 Push
    lost_days: int = 3  # §2 Push
    lost_page: int = 100  # §2 Push
    push_window_hours: int = 6  # §2 Push
    push_window_least: int = 600  # §2 Push
    push_warning_percent: int = 70  # §2 Push
    push_off_percent: int = 30  # §2 Push
