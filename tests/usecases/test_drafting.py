"""A message in the making: what is filled, what is not yet, and that nothing a person wrote is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from makegood.core.money import Money
from makegood.policies.templates import Tone, templates
from makegood.usecases import drafting
from makegood.usecases.drafting import Draft

CASE: dict[str, Any] = {
    "id": "aliexpress:6001", "platform": "aliexpress",
    "order": {
        "id": "8190001", "buyer": {"name": "María Pérez", "language": "es"}, "ship_to": {"country": "ES"},
        "lines": [{"sku": "A-1", "title": "Lamp", "quantity": 2}], "shipment": {"tracking": "LP1", "carrier": "Cainiao"},
    },
}  # fmt: skip
ANSWER = {"evidence": {"missing": [{"kind": "goods_photo", "ask": "buyer"}, {"kind": "pack_scan", "ask": "seller"}]}}
FACTS = drafting.facts_of(CASE, ANSWER, offered=None, shop="Lamps")
NEW = Draft(language="es")


def test_a_template_fills_both_panes_from_the_case() -> None:
    draft = drafting.with_template(NEW, "what_came", FACTS)

    assert "Hola, María Pérez" in draft.text and "8190001" in draft.text and "2 × Lamp" in draft.text
    assert "您好，María Pérez" in draft.mine and "2 × Lamp" in draft.mine


def test_evidence_is_asked_for_in_the_buyers_language_and_only_what_is_the_buyers_to_give() -> None:
    draft = drafting.with_template(NEW, "ask_evidence", FACTS)

    assert "Le rogamos que nos envíe fotos del artículo" in draft.text and "{" not in draft.text
    assert "照片" in draft.mine


def test_what_nothing_fills_is_asked_for_and_then_filled_in_both() -> None:
    draft = drafting.with_template(NEW, "offer_partial", FACTS)
    assert drafting.unfilled(draft, FACTS) == ["amount"] and "{amount}" in draft.text

    draft = drafting.with_values(replace(draft, values={"amount": "5.00 USD"}), FACTS)
    assert "5.00 USD" in draft.text and "5.00 USD" in draft.mine
    assert drafting.unfilled(draft, FACTS) == ["amount"]  # it stays open to be changed


def test_the_offer_that_stands_fills_the_amount() -> None:
    facts = drafting.facts_of(CASE, ANSWER, offered=Money(Decimal("5.00"), "USD"), shop="Lamps")

    assert drafting.unfilled(drafting.with_template(NEW, "offer_partial", facts), facts) == []


def test_another_template_replaces_one_that_nobody_touched() -> None:
    first = drafting.with_template(NEW, "first_contact", FACTS)

    assert drafting.with_template(first, "what_came", FACTS) == drafting.with_template(NEW, "what_came", FACTS)


def test_what_somebody_wrote_stays_above_a_template() -> None:
    draft = drafting.with_template(replace(NEW, mine="我写的", text="Lo escribí yo"), "first_contact", FACTS)

    assert draft.text.startswith("Lo escribí yo\n\nHola") and draft.mine.startswith("我写的\n\n您好")


def test_another_language_gives_the_template_in_it_and_leaves_what_was_written() -> None:
    draft = drafting.with_template(NEW, "first_contact", FACTS)
    french = drafting.with_wrapping(draft, FACTS, language="fr", tone=Tone.normal)
    written = drafting.with_wrapping(replace(draft, text=draft.text + " !"), FACTS, language="fr", tone=Tone.normal)

    assert french.text.startswith("Bonjour") and written.text.startswith("Hola")


def test_a_language_that_no_template_speaks_gets_english() -> None:
    assert drafting.with_template(replace(NEW, language="de"), "first_contact", FACTS).text.startswith("Hello")


def test_tones_wrap_the_same_text() -> None:
    texts = [
        drafting.with_template(replace(NEW, tone=tone), "first_contact", FACTS).text
        for tone in (Tone.short, Tone.normal, Tone.formal)
    ]

    assert texts[0] in texts[1] and texts[0] in texts[2] and texts[2].endswith("Lamps")


def test_a_masked_name_greets_nobody() -> None:
    facts = replace(FACTS, name=None)

    assert drafting.with_template(NEW, "first_contact", facts).text.startswith("Hola:")


def test_shows_what_was_filled_and_what_is_missing() -> None:
    draft = drafting.with_template(NEW, "offer_partial", FACTS)
    marked = [(one.text, one.kind) for one in drafting.pieces(draft, FACTS) if one.kind != "plain"]

    assert ("8190001", "filled") in marked and ("{amount}", "missing") in marked
    assert "".join(one.text for one in drafting.pieces(draft, FACTS)) == draft.text


def test_what_does_the_next_step_is_suggested_first() -> None:
    found = drafting.suggested(FACTS, "damaged", "negotiating", next_action="request_evidence")

    assert found[0].id == "ask_evidence" and "ask_address" not in [one.id for one in found]


def test_the_buyers_platform_is_the_only_one_a_text_of_one_platform_is_offered_on() -> None:
    shopee = replace(FACTS, platform="shopee")

    assert "ask_withdrawal" not in [one.id for one in drafting.suggested(shopee, None, None, next_action=None)]


def test_every_template_says_the_same_in_english_chinese_spanish_portuguese_french_and_russian() -> None:
    for one in templates().values():
        assert set(one.text) == {"en", "zh", "es", "pt", "fr", "ru"}, one.id
        assert all(text.strip() for text in one.text.values()) and one.name.en and one.name.zh
