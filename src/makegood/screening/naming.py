"""Which headers a person has named: by hand now, or earlier for a header row that was the very same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from makegood.screening.known import plain

if TYPE_CHECKING:
    from makegood.screening.columns import Recognised

Origin = Literal["given", "remembered"]
Memory = Mapping[str, Mapping[str, str]]


def fingerprint(headers: Sequence[str]) -> str:
    """One header row, in its order, as a short text; white space, case and blank cells at its end make no difference."""
    compared = [plain(header) for header in headers]
    while compared and not compared[-1]:
        compared.pop()
    return hashlib.sha256(json.dumps(compared, ensure_ascii=True).encode()).hexdigest()[:32]


@dataclass(slots=True, eq=False)
class Naming(Mapping[str, str]):
    """Column to header, as named by hand for every table; where nothing is named by hand, what is remembered of a header row.

    `rows` fills with the header rows that were settled on, so that the caller can say and remember what was used.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    remembered: Memory = field(default_factory=dict)
    rows: list[Recognised] = field(default_factory=list)

    def of(self, headers: Sequence[str]) -> tuple[Mapping[str, str], Origin | None]:
        """The mapping of this header row and no other, and where it is from."""
        if self.given:
            return self.given, "given"
        found = self.remembered.get(fingerprint(headers))
        return (found, "remembered") if found else ({}, None)

    def __getitem__(self, column: str) -> str:
        return self.given[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def __bool__(self) -> bool:
        return True  # with nothing named by hand, what is remembered still counts
