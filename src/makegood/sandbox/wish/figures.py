"""The figures Wish's documents give, and those they leave open: each can be set for a test or a what-if."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.sandbox.stage import figures


@dataclass(frozen=True, slots=True)
class Figures(figures.Figures):
    """Sections are those of platforms/wish.md. *Open* marks what the sheet calls uncertain or does not say: a default, not a fact."""

    access_days: int = 30  # §1
    refresh_days: int = 365  # open: a refresh token's life is not stated
    refresh_rotates: bool = True  # open: whether the old refresh token dies with the access token
    code_seconds: int = 600  # open: an authorisation code's life is not stated
    rate_limit_calls: int = 10_000  # open: per merchant and app; no number is published
    rate_limit_seconds: int = 3600  # open: nor the window
    rate_reset_form: str = "iso"  # open: "the time it will reset"; iso, epoch (seconds) or seconds (left)
    list_most: int = 500  # §2
    detail_lag_seconds: int = 0  # open: one object is read fresh unless told otherwise
    processing_seconds: int = 60  # open: how long an asynchronous write is IN_PROGRESS
    review_hours: int = 24  # open: how long Wish looks at an order before it is released
    ship_days: int = 5  # §4
    scan_days: int = 10  # §4, old: first scan later than this, the merchant pays any refund
    fine_unshipped_cents: int = 5000  # §4, January 2021
    fine_cancelled_cents: int = 200  # §4, January 2021
    ticket_hours: int = 48  # §4
    wish_decides_hours: int = 24  # open: from AWAITING_WISH to Wish's decision
    user_silent_days: int = 14  # open: when a ticket that waits for its buyer is closed
    dispute_days: int = 90  # §4
    dispute_rejections_most: int = 3  # §4
    cancellation_dispute_business_days: int = 3  # §4
    reply_characters_most: int = 2000  # §2
    picture_minutes: int = 60  # §2
    commission_percent: int = 15  # open: by category; V3's example of a revenue share
    payout_days: int = 30  # open: from delivery to pay-out; no cycle was found
    customer_prices: str = "all"
    """Open: V3 shows what the customer paid for "certain UK-bound orders, or certain orders originating from BR/MX"; `certain`
    shows it for buyers in GB, BR and MX only, `none` never."""
    job_pending_seconds: int = 30  # open
    job_creating_seconds: int = 60  # open
    job_link_hours: int = 24  # open: that links expire is all that is said
    webhook_answer_seconds: int = 5  # §2
    webhook_retry_seconds: tuple[int, ...] = (3600,) * 24  # §2: hourly for 24 hours, 25 attempts
