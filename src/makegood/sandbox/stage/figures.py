"""Figures that a platform's documents give or leave open: a frozen dataclass that inherits `Figures`, each of them settable for a test."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Figures:
    def changed(self, settings: dict[str, Any]) -> Self:
        """These figures with some set anew; an unknown name or another kind of value is refused."""
        known = {field.name for field in fields(self)}
        for name, value in settings.items():
            if name not in known:
                raise ValueError(f"figures.{name}: unknown, expected one of {', '.join(sorted(known))}")
            kind = type(getattr(self, name))
            if type(value) is not kind and not (kind is tuple and isinstance(value, list)):
                raise ValueError(f"figures.{name}: {value!r}, expected {kind.__name__}")
            if kind is int and value < 0:
                raise ValueError(f"figures.{name}: {value!r}, expected 0 or more")
        plain: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in settings.items()}
        return replace(self, **plain)
