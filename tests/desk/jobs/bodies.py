"""What the forms of the jobs send."""

BODIES = {
    "job_read": [{"shop": "{shop}"}],
    "job_again": [{"kind": "pull", "subject": "{shop}"}],
}
