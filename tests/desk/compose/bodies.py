"""What the composer's forms send."""

BODIES = {
    "compose_write": [
        {"do": "send", "text": "Hello", "language": "en"},
        {"do": "fill", "template": "first_contact"},
    ],
    "compose_remarks": [{"text": "Hello"}],
    "compose_note": [{"note": "for us"}],
    "message_take_back": [{}],
    "message_receipt": [{"reference": "R-1"}],
}
