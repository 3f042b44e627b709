"""What the shared forms of the working screens send, for the matrix of rights."""

BODIES = {
    "exhibit": [{"page": "ticket", "number": "E-90", "kind": "goods_photo", "file": "a.jpg", "by": "buyer", "origin": "original"}],
    "answer": [
        {"page": "ticket", "answer": "ticket_approved"},
        {"page": "reschedule", "answer": "offer_accepted"},
        {"page": "appeal", "answer": "still_refuses", "text": "no"},
    ],
    "done_by_hand": [{"page": "ticket", "done": "yes", "reference": "TK-1"}, {"page": "ticket", "done": "no"}],
}  # fmt: skip
