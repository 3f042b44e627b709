"""What the forms of the tracking screen send, for the matrix of rights."""

BODIES = {
    "correct_tracking": [{"action": "correct_tracking", "tracking": "ZT7788", "carrier": "zto"}],
    "shipped_how": [{"by": "self", "on_file": "ZT1"}],
}
