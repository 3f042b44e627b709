"""What the forms of the ticket's screen send, for the matrix of rights."""

BODIES = {
    "complete_ticket": [{"sku": "BLUE-M", "quantity": "1"}, {"part": "claim.wants", "wants": ["reship"]}],
    "file_ticket": [{}],
    "reship_by_ticket": [{"tracking": "SPX1", "carrier": "SPX"}],
}
