"""What the forms of a new date send, for the matrix of rights."""

BODIES = {
    "unfulfilled_cause": [{"cause": "out_of_stock"}],
    "offer_date": [
        {"day": "2099-01-01", "text": "x", "coupon": ""},
        {"day": "2099-01-01", "text": "x", "draft": "yes"},
    ],
    "keep_date": [{"step": "reschedule"}, {"step": "send_coupon"}],
}
