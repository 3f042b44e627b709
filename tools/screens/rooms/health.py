"""The state of the machine, the bell, the jobs, the help, and what a search finds."""

from __future__ import annotations

PAGES = {
    "health": "/health/",
    "bell": "/bell/",
    "jobs": "/jobs/",
    "help": "/help/",
    "help-compose": "/help/compose/",
    "search": "/search/?q=AE-NEGO",
    "search-nothing": "/search/?q=nowhere",
}
DOINGS = {
    "palette": ("/inbox/", ["Control+K"], "#palette[open]"),
}
