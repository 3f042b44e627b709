"""What the forms of the appeal's screen send, for the matrix of rights."""

BODIES = {
    "appeal_ground": [{"ground": "carrier_fault"}],
    "put_in_appeal": [{"step": "appeal", "text": "x"}, {"step": "ask_platform_service"}, {"step": "show_proof"}],
}
