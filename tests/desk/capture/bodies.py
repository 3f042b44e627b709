"""What the forms of a paste send, for the matrix of rights."""

BODIES = {
    "read_paste": [{"paste": "[20/11/2026, 10:31:05] Ana: Hola", "channel": "whatsapp", "zone": "UTC"}],
    "save_paste": [
        {
            "count": "1",
            "channel": "whatsapp",
            "keep-0": "1",
            "at-0": "2026-11-20T10:31:05",
            "side-0": "in",
            "text-0": "Hola",
        }
    ],
    "drop_picture": [{"by": "buyer", "picture": ("chat.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 32)}],
}
