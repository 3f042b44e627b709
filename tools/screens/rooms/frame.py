"""What stands around every page."""

PAGES = {"not-found": "/nowhere/"}
DOINGS = {
    "keys": ("/inbox/", ["?"], "#keys[open]"),
    "menu": ("/inbox/", ["click summary[aria-label]"], ".pop[open] .sheet"),
}
STATUSES = {"not-found": 404}
