"""Tells in SQL which contact details are beyond doubt, so that only the rest is judged value by value.

What is passed here `makegood.policies.places` finds no fault with; what is not passed may be sound all the same.
"""

# ruff: noqa: S608 - SQL is built of our own column names and facts; any other text is made a literal

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.screening.tables import literal

Facts = Mapping[str, Any]

Countries = Mapping[str, str]
"""Countries as the orders write them, each with its ISO 3166 code."""

# A letter that no reading of the text takes away: ASCII, Cyrillic, unified ideographs, Hangul syllables.
_LETTER = r"[A-Za-z\x{0410}-\x{044F}\x{4E00}-\x{9FFF}\x{AC00}-\x{D7A3}]"

# Six digits counting up show one of the first two, one digit repeated shows one of the others: such a number may be filler.
_MAYBE_FILLER = "|".join(["2345", "4567", *(f"{digit}{{6}}" for digit in range(10))])

WITHOUT_COUNTRY = frozenset({"line1"})  # judged alike in every country, so once for all

# A sign of a mask however the rest is read; a number that holds one is unknown, and nothing more is asked about it.
_MASK = r"[*\x{FF0A}\x{2022}\x{25CF}]"

_LONGEST_PHONE = 40
_SEPARATORS = " ().-"


def doubtful(part: str, countries: Countries) -> str:
    """A query of the distinct `country` and `value` of one part of all orders' contacts, without those beyond doubt."""
    country = "null" if part in WITHOUT_COUNTRY else "country"
    distinct = f"select distinct {country} as country, {part} as value from orders where {part} is not null"
    if part == "phone":
        # A column each, for in one expression the same digits would be worked out for every country.
        distinct = f"select *, translate(value, {literal(_SEPARATORS)}, '') as dialled from ({distinct})"
        distinct = f"select *, {_by_country(countries, _national, 'null')} as national from ({distinct})"
    return f"select country, value from ({distinct}) where not coalesce({_is_certain(part, countries)}, false)"


def is_masked(column: str) -> str:
    """Whether a telephone number hides some of its digits for certain; others may too."""
    return f"regexp_matches({column}, '{_MASK}')"


def _is_certain(part: str, countries: Countries) -> str:
    has_letter = f"regexp_matches(value, '{_LETTER}')"
    if part == "phone":  # written in ASCII digits and the usual separators, and fitting the plan of the order's country
        is_short = f"length(value) <= {_LONGEST_PHONE}"
        return f"{is_short} and not regexp_matches(dialled, '{_MAYBE_FILLER}') and {_by_country(countries, _fits, 'false')}"
    if part == "postcode":
        return _by_country(countries, _postcode, "false")
    if part == "line1":  # no filler has a letter and a digit, so a street that has both is none
        return f"{has_letter} and regexp_matches(value, '[0-9]')"
    return has_letter  # a town or state is at fault only where it is blank


def _national(facts: Facts) -> str:
    """One reading of the digits dialled: without the calling code, or without the trunk prefix, or as they are."""
    if "kinds" not in facts:
        return "null"
    code = facts["calling_code"]
    abroad = f"when starts_with(dialled, '+') then case when starts_with(dialled, '+{code}') then substr(dialled, {len(code) + 2}) end"
    called = f"when length(dialled) > {max(facts['lengths'])} and starts_with(dialled, '{code}') then substr(dialled, {len(code) + 1})"
    return f"case {abroad} {_without_trunk(facts)} {called} else dialled end"


def _without_trunk(facts: Facts) -> str:
    """A prefix that is rewritten into another number is left alone."""
    rule = facts.get("national_prefix_rule", facts.get("national_prefix"))
    if rule is None:
        return ""
    if rule.isdecimal():
        return f"when starts_with(dialled, '{rule}') then substr(dialled, {len(rule) + 1})"
    start = literal(f"^(?:{rule})")
    groups = re.compile(rule).groups
    plain = f" and regexp_extract(dialled, {start}, {groups}) = ''" if "national_prefix_transform" in facts else ""
    return f"when regexp_matches(dialled, {start}){plain} then regexp_replace(dialled, {start}, '')"


def _fits(facts: Facts) -> str:
    if "kinds" not in facts:
        return "false"
    lengths = ", ".join(map(str, facts["lengths"]))
    kinds, number = _is_whole("national", "|".join(facts["kinds"])), _is_whole("national", facts["number"])
    return f"length(national) in ({lengths}) and {kinds} and {number}"


def _postcode(facts: Facts) -> str:
    return _is_whole("upper(translate(value, ' -', ''))", facts["postcode"]) if "postcode" in facts else "false"


def _is_whole(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"


def _by_country(countries: Countries, test: Callable[[Facts], str], otherwise: str) -> str:
    """One test a country, because a pattern that is a constant is compiled once."""
    written: dict[str, list[str]] = {}
    for country, code in countries.items():
        written.setdefault(code, []).append(literal(country))
    cases = "".join(
        f" when country in ({', '.join(names)}) then {test(_facts(code))}" for code, names in written.items()
    )
    return f"(case{cases} else {otherwise} end)" if cases else otherwise


def _facts(code: str) -> Facts:
    found: Facts = _places().get(code, {})
    return found


@cache
def _places() -> Mapping[str, Any]:
    text = files("makegood.policies").joinpath("places.json").read_text(encoding="utf-8")
    countries: Mapping[str, Any] = json.loads(text)["countries"]
    return countries
