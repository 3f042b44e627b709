"""What is remarked on a message: red where it would do harm, amber where a person should know, nothing where it is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from makegood.core.money import Money
from makegood.core.words import Source
from makegood.policies import remarks
from makegood.policies.templates import Tone, templates, wrapped
from makegood.usecases.remarking import Known, Remark, is_blocked, remarks_on

FIVE = Money(Decimal("5.00"), "USD")
KNOWN = Known(
    "aliexpress", "ae_message", True, date(2026, 11, 24), numbers=frozenset({"819000000000001", "LP00123456789CN"}),
    name="María Pérez", offered=(FIVE,), of_order=(Money(Decimal("25.90"), "USD"),),
)  # fmt: skip


def names(text: str, known: Known = KNOWN) -> list[str]:
    return [one.name for one in remarks_on(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write me at a.b@example.com", "contact"),
        ("Call +34 600 000 000, please", "contact"),
        ("加微信聊 wechat", "contact"),
        ("See http://example.com/x", "contact"),
        ("Leave five stars and we send you a coupon", "review_for_money"),
        ("Deje una reseña y le damos un reembolso", "review_for_money"),
        ("Your order 8190000000099999 was shipped", "other_number"),
        ("We refund 6.00 USD", "other_amount"),
        ("Devolvemos 1.234,50 €", "other_amount"),
        ("Dear {name},", "placeholder"),
        ("Order [order] is on its way", "placeholder"),
        ("我们 will refund", "untranslated"),
        ("   ", "empty"),
    ],
)
def test_blocks(text: str, found: str) -> None:
    made = remarks_on(text, KNOWN)

    assert found in [one.name for one in made if one.blocks] and is_blocked(made)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We will ship it on 2026-12-01", "date_promised"),
        ("Lo enviamos el 3 de diciembre", "date_promised"),
        ("Мы отправим 5 декабря 2026", "date_promised"),
        ("We shipped it on 2026-11-01", "past_date"),
        ("Dear John, we are sorry", "other_name"),
        ("This is your own fault", "blame"),
        ("Your order of 25.90 USD is on its way", "order_amount"),
    ],
)
def test_explains(text: str, found: str) -> None:
    made = remarks_on(text, KNOWN)

    assert [one.name for one in made] == [found] and not is_blocked(made)


@pytest.mark.parametrize(
    "text",
    [
        "Hello María, we refund 5.00 USD for order 819000000000001.",
        "Hola, María Pérez: le devolvemos US$5.00 del pedido 819000000000001.",
        "Your parcel LP-0012 3456 789 CN is on its way: LP00123456789CN",
        "See the order on www.aliexpress.com/order",
        "Hello, Thank you for writing.",
        "Please leave a review if you like.",
    ],
)
def test_says_nothing_where_all_is_well(text: str) -> None:
    assert names(text) == []


def test_an_amount_without_any_offer_is_explained_not_blocked() -> None:
    assert names("We refund 6.00 USD", replace(KNOWN, offered=())) == ["amount_without_offer"]


def test_a_day_that_an_offer_names_is_well_and_another_is_not() -> None:
    offered = replace(KNOWN, dates=(date(2026, 12, 1),))

    assert names("We ship on 1 December", offered) == [] and names("We ship on 2 December", offered) == ["other_date"]
    assert names("On 01/12/2026", offered) == names("On 12/01/2026", offered) == []  # either reading may be meant


@pytest.mark.parametrize(("count", "found"), [(2000, []), (2001, ["too_long"])])
def test_the_length_that_a_channel_takes_is_taken_to_the_sign(count: int, found: list[str]) -> None:
    ticket = replace(KNOWN, platform="wish", channel="wish_ticket")

    assert names("a " * (count // 2) + "a" * (count % 2), ticket) == found


def test_a_channel_whose_limit_nobody_publishes_has_none() -> None:
    assert names("a " * 50_000) == []


def test_on_shopee_asking_to_cancel_is_blocked_and_says_whose_rule_it_is() -> None:
    (made,) = remarks_on("Could you please cancel the order", replace(KNOWN, platform="shopee"))

    assert made.blocks and made.source is Source.public and "reason 23" in (made.place or "")
    assert names("Could you please cancel the order") == []  # elsewhere no sheet says so


def test_another_channel_is_no_place_where_contact_details_are_forbidden() -> None:
    assert names("Write to a@example.com", replace(KNOWN, of_record=False)) == ["contact_elsewhere"]


@pytest.mark.parametrize("name", ["m*** p***", None])
def test_a_masked_name_is_held_against_nobody(name: str | None) -> None:
    assert names("Dear John, we are sorry", replace(KNOWN, name=name)) == []


def test_every_remark_says_its_clause_and_whose_rule_it_is() -> None:
    for sort in remarks.sorts().values():
        source, place = sort.source("aliexpress")
        assert sort.clause and (source is Source.house) == (place is None), sort.name


def filled(language: str, text: str) -> str:
    values = {
        "order": "819000000000001", "items": "1 × Lamp", "amount": "5.00 USD", "tracking": "LP00123456789CN",
        "new_tracking": "LP00123456789CN", "carrier": "Cainiao", "coupon": "10 %", "date": "2026-12-01", "evidence": "…",
    }  # fmt: skip
    return wrapped(text.format_map(values), Tone.formal, language, name="María Pérez", shop="Lamps")


@pytest.mark.parametrize("platform", ["wish", "aliexpress", "ali1688", "shopee"])
@pytest.mark.parametrize("template", sorted(templates()))
def test_our_own_templates_are_remarked_on_nowhere(template: str, platform: str) -> None:
    made: list[Remark] = []
    for language, text in templates()[template].text.items():
        known = replace(KNOWN, platform=platform, language=language, dates=(date(2026, 12, 1),))
        made += remarks_on(filled(language, text), known)

    assert made == []
