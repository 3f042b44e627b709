"""Gathers what has to be said of an import, so that a thing met in a thousand rows is one sentence with its count."""

from __future__ import annotations

from dataclasses import dataclass, field

from makegood.exports.rows import Row
from makegood.exports.sentences import Sentence, note


@dataclass(slots=True)
class _Tally:
    row: int
    found: str
    met: set[tuple[int, str]] = field(default_factory=set)


@dataclass(slots=True)
class Telling:
    """What is to be said of one file, each thing by its code and header, in the order first met."""

    where: str
    tallies: dict[tuple[str, str], _Tally] = field(default_factory=dict)
    disagreements: list[Sentence] = field(default_factory=list)
    countries: dict[str, None] = field(default_factory=dict)

    def count(self, code: str, row: Row, *, header: str = "", found: str = "", of: str = "") -> None:
        """Once for a row, or for each thing `of` it, however often it is asked for."""
        self.tallies.setdefault((code, header), _Tally(row.number, found)).met.add((row.number, of))

    def disagree(self, order: str, column: str, found: list[str]) -> None:
        shown = ", ".join(found)
        self.disagreements.append(note("disagree", where=self.where, order=order, column=column, found=shown))

    def sentences(self) -> list[Sentence]:
        told = [
            note(code, where=self.where, header=header, count=len(one.met), row=one.row, found=one.found)
            for (code, header), one in self.tallies.items()
        ]
        if self.countries:
            told.append(note("country", where=self.where, found=", ".join(self.countries)))
        return told + self.disagreements
