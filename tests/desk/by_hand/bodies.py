"""What the forms of a step done by hand send, for the matrix of rights."""

BODIES = {
    "bring_receipt": [{"reference": "T-1"}],
    "bring_refusal": [{"words": "too late"}],
    "bring_nothing": [{"note": "overtaken"}],
    "correct_receipt": [{"reference": "T-2", "note": "one digit"}],
}
