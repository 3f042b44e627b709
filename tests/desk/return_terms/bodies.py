"""What the forms of return terms send, for the matrix of rights."""

BODIES = {
    "send_terms": [
        {"address": "a", "recipient": "r", "phone": "1", "freight_bearer": "buyer", "freight_form": "prepaid", "days": "7", "goods_condition": "new"},
        {"address": ""},
    ],
    "asked_to_confirm": [{}],
}  # fmt: skip
