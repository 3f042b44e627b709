"""Screens tables of orders: one verdict an order, then a summary."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from makegood.screening import accounts, contacts
from makegood.screening.columns import COLUMNS, TableRefused, exports
from makegood.screening.expressions import RuleRefused
from makegood.screening.history import remember
from makegood.screening.lines import Reader, Source
from makegood.screening.orders import NEEDED, absences, gather
from makegood.screening.rules import LEVELS, RuleSet, house_rules
from makegood.screening.sentences import Sentence
from makegood.screening.values import Setting
from makegood.screening.verdicts import facts, verdicts

GRACE = "payment_grace_hours"

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "2GB",  # beyond it DuckDB spills to the folder
}


def screen(
    path_or_paths: str | Path | Sequence[str | Path],
    *,
    parameters: Mapping[str, Decimal],
    zone: str | None = None,
    platform: str | None = None,
    mapping: Mapping[str, str] | None = None,
    history: bool = False,
    unpaid_words: frozenset[str] = frozenset(),
    rules: RuleSet | None = None,
) -> Iterator[dict[str, Any]]:
    """Yields a verdict per order, oldest first, and last `{"summary": ...}`; `rules` stand in for the house's.

    Raises `TableRefused` before anything is yielded, and `RuleRefused` where a rule wants a parameter that is not given.
    """
    chosen = rules or house_rules()
    used = _used(chosen, parameters)
    with tempfile.TemporaryDirectory(prefix="makegood-screen-") as folder, _connected(folder) as connection:
        _check(connection, zone, platform)
        reader = Reader(connection, Path(folder), _wanted(chosen), mapping or {}, Setting(zone, platform))
        loaded = _load(reader, _paths(path_or_paths), unpaid_words)
        remember(connection, parameters[GRACE], house_rules().others)
        read = chosen.read
        doubted = contacts.judge(connection, Path(folder), read)
        if read & set(accounts.SHARED):
            accounts.find_accounts(connection, doubted)
        connection.execute("set enable_external_access = false")  # from here on nothing but the tables made
        levels: Counter[str] = Counter()
        for verdict in verdicts(connection, chosen, used, facts(read, doubted, loaded.has), history=history):
            levels[verdict["level"]] += 1
            yield verdict
    yield {"summary": _summary(loaded, levels)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The files read, the rows of theirs refused, and what the summary must say."""

    sources: tuple[Source, ...]
    refused_rows: tuple[dict[str, Any], ...]
    notes: tuple[Sentence, ...]

    def has(self, *columns: str) -> bool:
        """Whether some file has one of these columns."""
        return any(column in source.known.places for source in self.sources for column in columns)


def _load(reader: Reader, paths: Sequence[Path], unpaid_words: frozenset[str]) -> Loaded:
    reader.start()
    sources = tuple(reader.read(number, path) for number, path in enumerate(paths))
    refused = []
    for source in sources:
        which = {"file": source.table.where} if len(sources) > 1 else {}
        refused += [{**which, **row} for row in reader.refused(source)]
    told = [sentence for source in sources for sentence in source.table.notes]
    notes = [*told, *absences(sources), *gather(reader.connection, reader.wanted, unpaid_words)]
    return Loaded(sources, tuple(refused), tuple(notes))


def _wanted(rules: RuleSet) -> list[str]:
    """The columns that the rules rest on, and those that every screening needs, in the order of the table."""
    reads = {**contacts.READS, **dict.fromkeys(accounts.SHARED, accounts.READS)}
    needed = NEEDED.union(rules.read, *(reads[name] for name in rules.read & reads.keys()))
    return [column for column in COLUMNS if column in needed]


@contextmanager
def _connected(folder: str) -> Iterator[DuckDBPyConnection]:
    """An empty database in memory that spills to the folder."""
    connection = duckdb.connect(":memory:", config=_SETTINGS | {"temp_directory": folder})
    try:
        connection.execute("set TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _paths(given: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(given)] if isinstance(given, str | Path) else [Path(path) for path in given]


def _used(rules: RuleSet, parameters: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The parameters that the rules read; every one of them, and the grace period, must be given."""
    wanted = {name: rule.id for rule in rules.rules for name in rule.when.parameters}
    known = {**rules.numbers, **parameters}
    for name, rule in {**wanted, GRACE: "history"}.items():
        if name not in (parameters if name == GRACE else known):
            given = ", ".join(sorted(parameters)) or "none"
            raise RuleRefused(
                f"rule {rule}: parameter {name} has no value; given are {given}. Set it in the policy pack"
            )
    return {name: known[name] for name in wanted}


def _check(connection: DuckDBPyConnection, zone: str | None, platform: str | None) -> None:
    known = {row[0] for row in connection.execute("select name from pg_timezone_names()").fetchall()}
    if zone is not None and zone not in known:
        raise TableRefused(f"--zone {zone}: no such zone; expected an IANA name such as Asia/Shanghai")
    platforms = sorted({export.platform for export in exports()} | set(house_rules().limits))
    if platform is not None and platform not in platforms:
        raise TableRefused(f"--platform {platform}: no such platform; expected one of {', '.join(platforms)}")


def _summary(loaded: Loaded, levels: Counter[str]) -> dict[str, Any]:
    columns: dict[str, str] = {}
    unrecognised: dict[str, None] = {}
    for known in (source.known for source in loaded.sources):
        columns = {column: known.header(column) for column in known.places} | columns
        unrecognised |= dict.fromkeys(known.unrecognised)
    return {
        "orders": levels.total(),
        "levels": {level: levels[level] for level in LEVELS},
        "columns": columns,
        "unrecognised": list(unrecognised),
        "refused_rows": list(loaded.refused_rows),
        "notes": list(loaded.notes),
    }
