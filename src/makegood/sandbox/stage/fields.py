"""Parameters of a call, or of an own door, read strictly. A platform that refuses in its own words overrides `missing` and `unfit`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Self


class Fields:
    """Parameters, or one object parameter; `where` names them in errors."""

    def __init__(self, values: Mapping[str, Any], where: str = "") -> None:
        self._values, self._where = values, where

    def missing(self, name: str) -> Exception:
        return ValueError(f"{name} is missing")

    def unfit(self, words: str) -> Exception:
        return ValueError(words)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._values.get(name)
        if value is None or value == "":
            if default is None:
                raise self.missing(self._name(name))
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str | int | float):
            raise self.unfit(f"{self._name(name)} is {value!r}, expected a text")
        return str(value)

    def number(self, name: str, default: int | None = None) -> int:
        text = self.text(name, None if default is None else str(default))
        if not text.lstrip("-").isdecimal():
            raise self.unfit(f"{self._name(name)} is {text!r}, expected a whole number")
        return int(text)

    def flag(self, name: str) -> bool:
        text = self.text(name).lower()
        if text not in ("true", "false"):
            raise self.unfit(f"{self._name(name)} is {text!r}, expected true or false")
        return text == "true"

    def has(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def object(self, name: str) -> Self:
        """An object, or one as JSON text."""
        value = self._parsed(name)
        if not isinstance(value, dict):
            raise self.unfit(f"{self._name(name)} is {value!r}, expected a JSON object")
        return type(self)(value, self._name(name))

    def objects(self, name: str) -> list[Self]:
        value = self._parsed(name)
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self.unfit(f"{self._name(name)} is {value!r}, expected a JSON list of objects")
        return [type(self)(part, f"{self._name(name)}[{index}]") for index, part in enumerate(value)]

    def texts(self, name: str) -> list[str]:
        """A list of texts; one text alone stands for a list of one."""
        value = self._values.get(name)
        if value is None or value == "":
            return []
        if isinstance(value, str) and value.startswith("["):
            value = self._parsed(name)
        return [str(part) for part in value] if isinstance(value, list) else [str(value)]

    def _parsed(self, name: str) -> Any:
        value = self._values.get(name)
        if value is None or value == "":
            raise self.missing(self._name(name))
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise self.unfit(f"{self._name(name)} is not JSON") from None

    def _name(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name
