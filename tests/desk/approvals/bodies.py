"""What the forms of approvals send, for the matrix of rights."""

BODIES = {
    "approve": [{}, {"alone": "1"}],
    "refuse": [{"reason": "too much"}],
    "ask_back": [{"text": "why so much?"}],
    "approve_together": [{"action": "{action}"}],
}
