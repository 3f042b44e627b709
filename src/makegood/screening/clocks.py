"""The SQL that reads a time: as the instant it says, or as the local time that a zone is still wanted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.screening.tables import literal

_CLOCK = r"\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?"
_OFFSET = r"(Z|[+-]\d\d(:?[0-5]\d)?)"
_FIRST, _LAST = "0001-01-01 00:00:00Z", "9999-12-31 23:59:59.999999Z"  # what four digits of a year can write


@dataclass(frozen=True, slots=True)
class Clock:
    """A column of times: `given` is the SQL of one that the file holds as instants, `forms` other ways in which it writes local ones."""

    column: str
    given: str
    forms: Sequence[str]

    @property
    def instant(self) -> str:
        """Over `{column}`, the cell's text, or `{column}_given`."""
        if self.given:
            return f"case when {self.column}_given between '{_FIRST}' and '{_LAST}' then {self.column}_given end"
        text = f"upper({self.column})"
        return f"case when regexp_full_match({text}, '{_CLOCK}{_OFFSET}') then try_cast({text} as timestamptz) end"

    @property
    def local(self) -> str:
        """The same where `{column}_instant` found none: most tables write one form, and looking for the other takes as long."""
        if self.given:
            return "null::timestamp"
        text = f"upper({self.column})"
        plain = f"case when regexp_full_match({text}, '{_CLOCK}') then try_cast({text} as timestamp) end"
        if self.forms:
            # The words "infinity" and "epoch" are times to DuckDB, in whatever form it is told to look for.
            formed = f"try_strptime({self.column}, [{', '.join(map(literal, self.forms))}])"
            plain = f"coalesce({plain}, case when regexp_matches({self.column}, '[0-9]') then {formed} end)"
        return f"case when {self.column}_instant is null then {plain} end"


def zoned(local: str, zone: str) -> str:
    """A local time as an instant: the earlier where the clock shows it twice, NULL where it skips it."""
    back = "interval 3 hours"
    late = f"timezone({zone}, {local})"
    repeated = f"({back} - ({local} - timezone({zone}, {late} - {back})))"
    early = f"({late} - {repeated})"
    return f"""case when timezone({zone}, {late}) <> {local} then null
        when timezone({zone}, {early}) = {local} then least({early}, {late}) else {late} end"""
