"""The deeds of a sandbox's own doors that are the same on every platform: its clock, its faults, its figures, its pushes."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import request

from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.fields import Fields
from makegood.sandbox.stage.instants import instant
from makegood.sandbox.stage.sending import Push
from makegood.sandbox.stage.world import World


class Hands:
    """Inherited by a platform's `Admin`. Everything runs under the world's lock, at the clock's present.

    `world.figures` are its figures; `world.apps` its apps by key.
    """

    def __init__(self, world: Any, faults: Faults, push: Push | None = None) -> None:
        self.world: World = world
        self.faults, self.push = faults, push

    # --- reading ---

    def clock(self) -> Any:
        return {"at": self.world.at.isoformat(), "rate": self.world.clock.rate}

    def ledger(self) -> Any:
        return self.world.ledger.document()

    def calls(self) -> Any:
        """Every call that arrived, newest last; `ran` false: it was lost before anything was done."""
        return {"calls": self.world.calls}

    # --- time, faults, figures ---

    def wind(self) -> Any:
        """{to} or {days, hours, minutes, seconds}: everything due on the way happens, in order."""
        asked, parts = self.asked(), ("days", "hours", "minutes", "seconds")
        if asked.has("to"):
            to = instant(asked.text("to"))
        else:
            to = self.world.clock.now() + timedelta(**{part: float(asked.text(part, "0")) for part in parts})
        self.world.wind(to)
        return self.clock()

    def run(self) -> Any:
        self.world.clock.run(float(self.asked().text("rate")))
        return self.clock()

    def set_lag(self) -> Any:
        self.world.lag = float(self.asked().text("seconds"))
        return {"seconds": self.world.lag}

    def list_faults(self) -> Any:
        return {"faults": [fault.document() for fault in self.faults.all()]}

    def add_fault(self) -> Any:
        return self.faults.add(self.settings()).document()

    def clear_faults(self) -> Any:
        self.faults.clear()
        return self.list_faults()

    def remove_fault(self, id: int) -> Any:
        if not self.faults.remove(id):
            raise ValueError(f"faults: no fault {id}")
        return self.list_faults()

    def figures(self) -> Any:
        return plain(asdict(self.world.figures))  # type: ignore[attr-defined]

    def set_figures(self) -> Any:
        self.world.figures = self.world.figures.changed(self.settings())  # type: ignore[attr-defined]
        return self.figures()

    # --- pushes ---

    def show_push(self) -> Any:
        return self._push.document()

    def set_push(self) -> Any:
        """{url, app_key?, duplicates?, disorder?}; an empty url stops it."""
        asked = self.asked()
        self._push.set(
            url=asked.text("url", ""),
            app_key=asked.text("app_key", next(iter(self.world.apps))),  # type: ignore[attr-defined]
            duplicates=float(asked.text("duplicates", "0")),
            disorder=float(asked.text("disorder", "0")),
        )
        return self.show_push()

    @property
    def _push(self) -> Push:
        if self.push is None:
            raise ValueError("this platform sends no notices")
        return self.push

    # --- reading what was asked ---

    def asked(self) -> Fields:
        return Fields(self.settings())

    def settings(self) -> dict[str, Any]:
        if request.form:
            return {name: value for name, value in request.form.to_dict().items() if name != "back" and value}
        if not request.data:
            return {}
        try:
            settings = json.loads(request.data)
        except ValueError:
            raise ValueError("the body is not JSON") from None
        if not isinstance(settings, dict):
            raise ValueError(f"the body is {settings!r}, expected a JSON object")  # noqa: TRY004
        return settings

    def instant(self, asked: Fields, name: str) -> datetime | None:
        return instant(asked.text(name)) if asked.has(name) else None


def plain(value: Any) -> Any:
    """Instants as ISO 8601 text, values of ours as objects; everything else as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    return value
