"""What a viewer has set on this device: language, theme, density, zone, single keys. Cookies, so that no page waits for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

LANGUAGES = ("zh-hans", "en")
THEMES = ("system", "desk", "desk-dark")
DENSITIES = ("dense", "comfortable")
KEYS = ("on", "off")
RAILS = ("open", "closed")
CHOICES = {"language": LANGUAGES, "theme": THEMES, "density": DENSITIES, "keys": KEYS, "rail": RAILS}
HOME_ZONE = "Asia/Shanghai"
"""Where the viewer's browser has not told its zone yet: most who sit here are there."""
YEAR = 365 * 86400


@dataclass(frozen=True, slots=True)
class Tastes:
    language: str
    theme: str = "system"
    density: str = "dense"
    keys: str = "on"
    rail: str = "open"
    zone: str = HOME_ZONE


def tastes_of(cookies: Mapping[str, str], asked_for: str) -> Tastes:
    """As the cookies say; a value that is none of ours is as if it were not there. `asked_for`: the browser's language."""
    said = {name: cookies[name] for name, known in CHOICES.items() if cookies.get(name) in known}
    zone = cookies.get("zone", "")
    said.setdefault("language", asked_for if asked_for in LANGUAGES else LANGUAGES[0])
    return Tastes(**said, zone=zone if _is_zone(zone) else HOME_ZONE)


@lru_cache(1024)
def _is_zone(name: str) -> bool:
    if not re.fullmatch(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}", name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
