"""Judges each distinct part of an address and each distinct phone once, by the checks that judge one order."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from duckdb import DuckDBPyConnection

from makegood.core.countries import COUNTRIES
from makegood.policies.places import address_faults, phone_fault
from makegood.screening.accounts import SHARED
from makegood.screening.certain import WITHOUT_COUNTRY, doubtful, is_masked
from makegood.screening.tables import literal

READS: Mapping[str, tuple[str, ...]] = {
    "address_faults": ("line1", "city", "state", "postcode", "country"),
    "is_phone_unreal": ("phone", "country"),
}
"""Columns made here: the faulty parts of the address, comma-separated, and whether the phone cannot be real; NULL is unknown."""

BATCH = 10_000
COUNTRIES_TOLD = 300  # spellings of countries that SQL tells apart; orders of rarer ones are judged value by value

_PARTS = ("line1", "city", "state", "postcode")
_JUDGED: Mapping[str, tuple[str, ...]] = {
    "address_faults": _PARTS,
    "is_phone_unreal": ("phone",),
    **dict.fromkeys(SHARED, ("line1", "phone")),
}


def judge(connection: DuckDBPyConnection, folder: Path, asked: Collection[str]) -> frozenset[str]:
    """Makes the DuckDB table `doubts` of `orders`: part, country, value, and is_fault (true, or NULL where unknown).

    Returns the parts that it has rows of; every other one is without fault in every order.
    """
    wanted = frozenset[str]().union(*(_JUDGED.get(name, ()) for name in asked))
    parts = [part for part in (*_PARTS, "phone") if part in wanted]
    if not parts:
        return frozenset()
    countries = _countries(connection)
    rest = " union all ".join(f"select '{part}' as part, * from ({doubtful(part, countries)})" for part in parts)
    connection.execute(
        f"create table pairs as select row_number() over () as k, part = 'phone' and {is_masked('value')} as is_masked, * from ({rest})"
    )
    answers = folder / "doubts.csv"
    with answers.open("w", encoding="ascii") as file:
        rows = connection.execute("select k, part, country, value from pairs where not is_masked")
        while batch := rows.fetchmany(BATCH):
            for k, part, country, value in batch:
                if (fault := is_fault(part, country, value)) is not False:
                    file.write(f"{k},{fault or ''}\n")
    connection.execute(
        f"""create table doubts as select part, country, value, is_fault from pairs join read_csv({literal(str(answers))},
        columns={{'k': 'BIGINT', 'is_fault': 'BOOLEAN'}}, auto_detect=false, header=false, delim=',') using (k)
        union all select part, country, value, null from pairs where is_masked"""
    )
    connection.execute("drop table pairs")
    return frozenset(part for (part,) in connection.execute("select distinct part from doubts").fetchall())


def _countries(connection: DuckDBPyConnection) -> Mapping[str, str]:
    """The countries that most orders write, with their codes."""
    rows = connection.execute(
        f"select country from orders where country <> '' group by country order by count(*) desc, country limit {COUNTRIES_TOLD}"
    ).fetchall()
    return {country: code for (country,) in rows if (code := country_code(country))}


def is_fault(part: str, country: str | None, value: str) -> bool | None:
    """Whether one part of an order's contact details is faulty, its country given as a code or by name."""
    code = country_code(country or "")
    if part == "phone":
        return phone_fault(value, code)
    given = dict.fromkeys(_PARTS) | {part: value}
    return bool(address_faults(code, **given))


def columns(asked: Collection[str], doubted: Collection[str]) -> str:
    """The SQL of the columns asked for, over `orders` and the joins of `joins`; begins with a comma where there are any."""
    made = ""
    if "address_faults" in asked:
        named = "".join(f"case when {part}_doubt.is_fault then '{part}' end, " for part in _PARTS if part in doubted)
        given = ", ".join(f"orders.{column}" for column in READS["address_faults"])
        # A country left blank is no fault of any country's form, but leaves the address short all the same.
        faults = f"concat_ws(', ', {named}case when orders.country = '' then 'country' end)"
        made += f", case when coalesce({given}) is not null then {faults} end as address_faults"
    if "is_phone_unreal" in asked:
        fault = "case when phone_doubt.part is null then false else phone_doubt.is_fault end"
        made += f", case when orders.phone is not null then {fault if 'phone' in doubted else 'false'} end as is_phone_unreal"
    return made


def joins(doubted: Collection[str]) -> str:
    """The joins that `columns` stands on."""
    return "".join(
        f""" left join (from doubts where part = '{part}') as {part}_doubt on {part}_doubt.value = orders.{part}
            {"" if part in WITHOUT_COUNTRY else f"and {part}_doubt.country is not distinct from orders.country"}"""
        for part in sorted(doubted)
    )


@lru_cache(1024)
def country_code(written: str) -> str | None:
    """The ISO 3166 code of a country written as such or by one of the names known; None where it is neither."""
    code = written.strip().upper()
    return code if code in COUNTRIES else _names().get(" ".join(written.split()).casefold())


@cache
def _names() -> Mapping[str, str]:
    data = tomllib.loads(files(__package__).joinpath("countries.toml").read_text(encoding="utf-8"))
    return {name.casefold(): code for code, names in data["names"].items() for name in names}
