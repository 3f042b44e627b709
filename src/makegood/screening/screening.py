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

from makegood.screening.columns import COLUMNS, TableRefused, exports
from makegood.screening.contacts import READS, columns, joins, judge
from makegood.screening.expressions import RuleRefused
from makegood.screening.history import COUNTED, remember
from makegood.screening.lines import Reader, Source
from makegood.screening.orders import NEEDED, absences, gather
from makegood.screening.rules import LEVELS, RuleSet, house_rules
from makegood.screening.sentences import Sentence
from makegood.screening.values import Setting

BATCH = 10_000
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
        remember(connection, parameters[GRACE])
        doubted = judge(connection, Path(folder), _read(chosen))
        connection.execute("set enable_external_access = false")  # from here on nothing but the tables made
        levels: Counter[str] = Counter()
        for verdict in _verdicts(connection, chosen, loaded, doubted, used, history):
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


def _read(rules: RuleSet) -> frozenset[str]:
    """What the rules read or quote."""
    return frozenset[str]().union(*(rule.when.columns | rule.names for rule in rules.rules))


def _wanted(rules: RuleSet) -> list[str]:
    """The columns that the rules rest on, and those that every screening needs, in the order of the table."""
    read = _read(rules)
    needed = NEEDED.union(read, *(READS[name] for name in read & READS.keys()))
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
    for name, rule in {**wanted, GRACE: "history"}.items():
        if name not in parameters:
            given = ", ".join(sorted(parameters)) or "none"
            raise RuleRefused(
                f"rule {rule}: parameter {name} has no value; given are {given}. Set it in the policy pack"
            )
    return {name: parameters[name] for name in wanted}


def _check(connection: DuckDBPyConnection, zone: str | None, platform: str | None) -> None:
    known = {row[0] for row in connection.execute("select name from pg_timezone_names()").fetchall()}
    if zone is not None and zone not in known:
        raise TableRefused(f"--zone {zone}: no such zone; expected an IANA name such as Asia/Shanghai")
    platforms = sorted({export.platform for export in exports()} | set(house_rules().limits))
    if platform is not None and platform not in platforms:
        raise TableRefused(f"--platform {platform}: no such platform; expected one of {', '.join(platforms)}")


def _verdicts(
    connection: DuckDBPyConnection,
    rules: RuleSet,
    loaded: Loaded,
    doubted: frozenset[str],
    parameters: Mapping[str, Decimal],
    history: bool,
) -> Iterator[dict[str, Any]]:
    quoted = sorted(frozenset().union(*(rule.names for rule in rules.rules)))
    rows = connection.execute(_query(rules, loaded, doubted, quoted), parameters)
    while batch := rows.fetchmany(BATCH):
        for order, fires, orders, unpaid, cancelled, platform, *values in batch:
            fired = [rule for place, rule in enumerate(rules.rules) if fires >> place & 1] if fires else []
            quotes = dict(zip(quoted, values, strict=True)) if fires else {}
            verdict = {"order": order, **rules.verdict(fired, platform, quotes)}
            if history:
                verdict["history"] = {"orders": orders, "unpaid": unpaid, "cancelled": cancelled}
            yield verdict


def _query(rules: RuleSet, loaded: Loaded, doubted: frozenset[str], quoted: Sequence[str]) -> str:
    """Every order with its history and each rule's answer; what the tables cannot tell is NULL, and fires nothing."""
    dated = loaded.has("placed_at") and loaded.has("buyer_id")
    knows = {
        "orders": dated,
        "unpaid": dated and loaded.has("paid_at", "status"),
        "cancelled": dated and loaded.has("cancelled_at", "status"),
    }
    counts = ", ".join(
        f"coalesce(history.{name}, 0) as known_{name}" if knows[name] else f"null::bigint as known_{name}"
        for name in COUNTED
    )
    histories = ", ".join(f"case when has_buyer then known_{name} end as history_{name}" for name in COUNTED)
    answers = [f"(coalesce({rule.when.sql}, false)::bigint << {n})" for n, rule in enumerate(rules.rules)]
    shown = "".join(f", {name}" for name in quoted)
    read = _read(rules)
    return f"""
        with known as (
            select orders.*, coalesce(buyer_id <> '' and placed_at is not null, false) as has_buyer, {counts}{columns(read, doubted)}
            from orders left join history on history.n = orders.n{joins(doubted)}),
        facts as (select *, {histories} from known)
        select order_id, {" + ".join(["0", *answers])}, known_orders, known_unpaid, known_cancelled, platform{shown}
        from facts order by placed_at nulls last, order_id"""


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
