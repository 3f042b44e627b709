"""What the inbox's forms send, for the matrix of rights."""

BODIES = {
    "assign": [{"case": "{case}", "owner": "{person}"}, {"case": "{case}", "owner": "me", "back": "/inbox/?view=all"}],
    "snooze": [{"case": "{case}", "until": "2026-11-25T08:00:00+00:00"}],
    "undo": [{"was": "{case}|{person}|"}],
}
