"""Where a person is signed in, as far as sessions tell; and signing out everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

MOST = 20_000
"""House: sessions gone through at most; an installation has as many as its people have devices."""


@dataclass(frozen=True, slots=True)
class Device:
    """A session: when it was last renewed, and whether it is this one."""

    key: str
    since: datetime
    is_this: bool


def devices(person: Any, this: str | None, now: datetime) -> list[Device]:
    life = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = [Device(one.session_key, one.expire_date - life, one.session_key == this) for one in _of(person, now)]
    return sorted(found, key=lambda one: (not one.is_this, -one.since.timestamp()))


def sign_out_others(person: Any, this: str | None, now: datetime) -> int:
    """How many were signed out."""
    keys = [one.session_key for one in _of(person, now) if one.session_key != this]
    count, _ = Session.objects.filter(session_key__in=keys).delete()
    return count


def _of(person: Any, now: datetime) -> Iterator[Session]:
    for one in Session.objects.filter(expire_date__gt=now).order_by("-expire_date")[:MOST]:
        if one.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield one
