"""The figures the platform's documents give, and those they leave open: each can be set for a test or a what-if."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.sandbox.stage.figures import Figures as Changeable


@dataclass(frozen=True, slots=True)
class Figures(Changeable):
    """Sections are those of platforms/ali1688.md. *Open* marks what the sheet calls uncertain: a default, not a fact. Sums are fen."""

    timestamp_window_seconds: int = 600  # §1.3, open: 5 to 10 minutes, and only where a timestamp is sent
    real_timestamps: bool = False
    """Ours: calls' timestamps are judged by the real clock instead of the sandbox's, for callers that cannot be wound."""
    code_seconds: int = 120  # §1.2
    access_seconds: int = 36_000  # §1.2
    refresh_days: int = 180  # §1.2: half a year in one text, the subscription's end in another
    refresh_told_again: bool = True  # §1.2, open: whether a renewal's answer repeats the refresh token
    burst_calls: int = 0  # §1.5, open: calls in a second beyond which gw.QosAppFrequencyLimit; 0 knows no limit
    order_page_most: int = 20  # §2.1
    refund_page_most: int = 50  # §2.3, open: 20 is in use
    message_page_least: int = 20  # §2.5
    message_page_most: int = 200  # §2.5
    current_days: int = 90  # §2.1: isHis false is about 3 months
    unpaid_days: int = 5  # §4
    instant_minutes: int = 30  # §4
    instant_most: int = 30_000  # §4: CNY 300
    plus_hours: int = 6  # §4
    plus_most: int = 100_000  # §4: CNY 1000
    fast_hours: int = 2  # §4
    fast_within_hours: int = 24  # §4
    fast_most: int = 100_000  # §4
    unshipped_hours: int = 24  # §4
    night_from: int = 18  # §4
    night_until: int = 9  # §4
    night_due: int = 12  # §4, open: the text says 10 to 12
    answer_days: int = 5  # §4, open: a refund or return after shipping
    modify_days: int = 5  # §4 for exchanges, open for refunds: the buyer's time to change what was refused
    buyer_return_days: int = 7  # §4 for exchanges, open for returns
    return_confirm_days: int = 10  # §4 for exchanges, open for returns above the sum of the next line
    signed_return_most: int = 30_000  # §4: CNY 300
    signed_return_hours: int = 24  # §4
    return_cap_days: int = 7  # §4
    exchange_answer_days: int = 5  # §4
    exchange_refused_days: int = 5  # §4
    aftersale_days: int = 15  # §4, open: after success
    confirm_signed_by_days: int = 8  # §4
    confirm_days: int = 10  # §4
    confirm_late_hours: int = 48  # §4
    confirm_unsigned_by_days: int = 28  # §4
    confirm_unsigned_days: int = 30  # §4
    postpone_most_days: int = 30  # open: delayedDays in all
    late_percent: int = 5  # §4
    late_least: int = 500  # §4
    late_most: int = 10_000  # §4
    appeal_days: int = 3  # open: from a late dispatch to its compensation
    staff_days: int = 5  # open: from the platform's coming in to its decision
    voucher_bytes_most: int = 1_000_000  # §2.3
    vouchers_most: int = 5  # §2.3: of an application
    return_vouchers_most: int = 10  # §2.3
    seller_operations: bool = False  # §7.12: exposes what no source gives a seller a call for
    push_answer_milliseconds: int = 3_000  # §2.5, open: acknowledge quickly
    push_retry_seconds: tuple[int, ...] = (60, 600, 3600)  # §2.5, open
