"""Opens the desk: the store, with the desk's settings and keys to sign sessions and links by."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from makegood.store.opening import open_store

SETTINGS = "makegood.desk.settings"


def open_desk(*, app: str | None = None, owner: str | None = None, folder: Path | None = None) -> None:
    """Sets Django up for the desk, once a process; as `open_store`, and with the desk's own tables."""
    open_store(app=app, owner=owner, folder=folder, settings_of=SETTINGS, also=_signing())
    from django.db import connections

    # Whatever a view raises, nothing of what it wrote stands; the page that says so is still inside the organisation.
    connections.settings["default"]["ATOMIC_REQUESTS"] = True


def _signing() -> dict[str, Any]:
    """The installation's keys, newest first, each drawn for signing alone: every machine that opens secrets knows them."""
    if os.environ.get("MAKEGOOD_SECRET_KEY"):
        return {}
    from makegood.store.secrets import drawn

    newest, *older = (base64.b64encode(key).decode() for key in drawn("sessions"))
    return {"SECRET_KEY": newest, "SECRET_KEY_FALLBACKS": older}
