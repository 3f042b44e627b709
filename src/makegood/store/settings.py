"""Django's settings for the store. `DATABASE_URL` names a server; without it the embedded one is used."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "makegood.store"]
AUTH_USER_MODEL = "store.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = os.environ.get("MAKEGOOD_SECRET_KEY", "")
IDLE_MOST = "30s"
"""House: a process suspended inside a transaction holds its rows against every other worker no longer than this (tenancy.py)."""
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


def database(url: str) -> dict[str, Any]:
    """A `postgresql://` address as Django's settings of it."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(
            f"DATABASE_URL: found {parts.scheme or 'no scheme'}://; expected postgresql://role:password@host:port/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "makegood",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "makegood"},
    }
