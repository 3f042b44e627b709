"""The figures the platform's documents give, and those they leave open: each can be set for a test or a what-if."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.sandbox.stage import figures


@dataclass(frozen=True, slots=True)
class Figures(figures.Figures):
    """Sections are those of platforms/aliexpress.md. *Open* marks what the sheet calls uncertain: a default, not a fact."""

    top_window_seconds: int = 600  # §1.4
    iop_window_seconds: int = 7200  # §1.4, open
    real_timestamps: bool = False
    """Ours: calls' timestamps are judged by the real clock instead of the sandbox's, for callers that cannot be wound."""
    code_seconds: int = 180  # §1.2: 3 minutes in the error table, 30 in doc 1364; the shorter
    old_access_lives: bool = False  # §1.2, open: whether a refresh leaves the old access token alive
    page_size_most: int = 50  # §2.3 for issues; open for orders
    list_days: int = 180  # §2.1
    finished_list_days: int = 30  # §2.1
    pay_days: int = 20  # §4, old
    risk_hours: int = 24  # §4
    prepare_days: int = 7  # §4: set by the seller, commonly 3 to 10
    arrival_days: int = 60  # freight_commit_day of a line: set by the seller
    auto_confirm_days: int = 7  # §4, third party
    settle_hours: int = 24  # open: how long FUND_PROCESSING lasts
    loan_days: int = 15  # open: from completion to release, here the time a dispute may still be opened (§4)
    fee_percent: int = 5  # open: commission by category
    dispute_from_days: int = 10  # §4
    dispute_after_days: int = 15  # §4
    answer_days: int = 5  # §4
    negotiation_days: int = 7  # §4
    ruling_days: int = 5  # open: from the platform's offers to its ruling
    buyer_return_days: int = 10  # §4
    return_confirm_days: int = 30  # §4, open
    return_address_days: int = 5  # §4, open
    refund_arrival_days: int = 5  # §4: cards 3 to 20 working days
    cancel_answer_days: int = 3  # §4, open
    extend_most_days: int = 60  # open: sub-error 201 beyond it
    number_changes_most: int = 2  # §2.2, open
    number_change_days: int = 5  # §2.2, open
    evidence_bytes_most: int = 2_000_000  # §2.3, open
    evidence_images_most: int = 5  # §2.3, open: per step
    evidence_supported: bool = True  # §2.3: the FAQ says no, the catalogue yes
    buyer_return_timeout_type: str = (
        "WAIT_RECEIVE_ITEM_TIMEOUT"  # open: the only one of §3's three that fits a parcel's way
    )
    detail_lag_seconds: int = 0  # open: details are read fresh unless told otherwise
    push_answer_milliseconds: int = 500  # §2.5
    push_retry_seconds: tuple[int, ...] = (10, 60, 300, 1800)  # open: that it retries is all that is said
