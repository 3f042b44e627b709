"""What the forms of one's own account send, for the matrix of rights."""

BODIES = {
    "tastes": [{"language": "en", "back": "/inbox/"}],
    "organisation": [{"organisation": "{organisation}"}],
}
