"""A message in the making: a template's two texts filled from the case, what is still unfilled, and what changes when language, tone or
template does. What a person has written is never thrown away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from makegood.core.case import plain_number
from makegood.core.money import Money
from makegood.policies import policy as policies
from makegood.policies.templates import OURS, PLACE, Template, Tone, templates, wrapped

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a case tells of itself for a message. `evidence`: the kinds still missing that the buyer is asked for."""

    platform: str
    shop: str | None = None
    name: str | None = None
    language: str | None = None
    country: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()

    def filled(self, language: str, said: Mapping[str, str]) -> dict[str, str]:
        """What fills the places of a text in that language; what a person said outranks what is on file."""
        asked = [one for kind in self.evidence if (one := _request(kind, language))]
        found = dict(self.values)
        if asked:
            found["evidence"] = asked[0] if len(asked) == 1 else "\n".join(f"- {one}" for one in asked)
        return found | {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Draft:
    """`mine`: ours, in Chinese; `text`: what the buyer gets. `values`: what a person filled in."""

    mine: str = ""
    text: str = ""
    language: str = DEFAULT
    template: str | None = None
    tone: Tone = Tone.normal
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_one_language(self) -> bool:
        return self.language.lower().partition("-")[0] == OURS

    @property
    def chosen(self) -> Template | None:
        return templates().get(self.template or "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. `kind`: plain, filled or missing."""

    text: str
    kind: str


def facts_of(document: Mapping[str, Any], answer: Mapping[str, Any], *, offered: Money | None, shop: str) -> Facts:
    """From a case file and its assessment. `offered`: the amount of the offer that stands."""
    order = document.get("order") or {}
    buyer, shipment, ship_to = (order.get(name) or {} for name in ("buyer", "shipment", "ship_to"))
    claim = document.get("claim") or {}
    told = {
        "order": order.get("id"),
        "items": _items(order.get("lines") or []),
        "amount": f"{offered.amount:f} {offered.currency}" if offered is not None else None,
        "tracking": shipment.get("tracking"),
        "carrier": shipment.get("carrier"),
    }
    missing = (answer.get("evidence") or {}).get("missing", [])
    name = buyer.get("name") or ship_to.get("name")
    return Facts(
        platform=document["platform"],
        shop=shop,
        name=name if name and "*" not in name else None,
        language=buyer.get("language") or claim.get("language"),
        country=ship_to.get("country"),
        values={place: value for place, value in told.items() if value},
        evidence=tuple(one["kind"] for one in missing if one["ask"] == "buyer"),
        numbers=frozenset(plain_number(str(one)) for one in _numbers(document) if one),
    )


def _items(lines: list[Mapping[str, Any]]) -> str:
    named = [(one.get("quantity") or 1, one.get("title") or one.get("sku")) for one in lines]
    return ", ".join(f"{count} × {name}" for count, name in named if name)


def _numbers(document: Mapping[str, Any]) -> Iterator[Any]:
    """Every number that is this case's own: of the order, its lines, the parcels, the trouble."""
    order = document.get("order") or {}
    shipment = order.get("shipment") or {}
    yield from (document.get("id"), str(document.get("id", "")).rpartition(":")[2], order.get("id"))
    yield from (shipment.get("tracking"), *(shipment.get("numbers") or []))
    for line in order.get("lines") or []:
        yield from (line.get("sku"), line.get("id"))
    yield from (one.get("tracking") for one in document.get("events") or [])


# --- what a choice makes of it ------------------------------------------------------------------------------------


def guessed(facts: Facts) -> str:
    """The language to write in, as far as the case tells: the buyer's, or English."""
    return facts.language or DEFAULT


def with_template(draft: Draft, template: str, facts: Facts) -> Draft:
    """The template's texts: instead of the last one's where that still stands as it was given, else below what is written."""
    if template not in templates():
        return draft
    fresh = _filled(replace(draft, template=template), facts)
    if _is_untouched(draft, facts):
        return fresh
    return replace(fresh, mine=_below(draft.mine, fresh.mine), text=_below(draft.text, fresh.text))


def with_wrapping(draft: Draft, facts: Facts, *, language: str, tone: Tone) -> Draft:
    """Another language or tone: the template's text in it; what a person has written stays as it is."""
    other = replace(draft, language=language, tone=tone)
    return _filled(other, facts) if draft.chosen is not None and _is_untouched(draft, facts) else other


def with_values(draft: Draft, facts: Facts) -> Draft:
    """Places that are filled by now, wherever they stand in the two texts."""
    mine, text = facts.filled(OURS, draft.values), facts.filled(draft.language, draft.values)
    return replace(draft, mine=_placed(draft.mine, mine), text=_placed(draft.text, text))


def unfilled(draft: Draft, facts: Facts) -> list[str]:
    """The template's places that nothing fills yet, and those that a person filled: what is shown to be filled in."""
    if draft.chosen is None:
        return []
    known = facts.filled(draft.language, {})
    return [place for place in draft.chosen.places if place not in known or place in draft.values]


def pieces(draft: Draft, facts: Facts) -> list[Piece]:
    """The buyer's text with what was filled, and what was not, marked."""
    values = [value for value in facts.filled(draft.language, draft.values).values() if len(value) > 1]
    either = "|".join([r"\{[a-z_]+\}", *(re.escape(value) for value in sorted(values, key=len, reverse=True))])
    found, end = [], 0
    for match in re.finditer(either, draft.text):
        found.append(Piece(draft.text[end : match.start()], "plain"))
        found.append(Piece(match[0], "missing" if PLACE.fullmatch(match[0]) else "filled"))
        end = match.end()
    return [one for one in (*found, Piece(draft.text[end:], "plain")) if one.text]


def suggested(facts: Facts, kind: str | None, stage: str | None, *, next_action: str | None) -> list[Template]:
    """What fits this reason, what does the next step and fits the stage first. Asking for evidence only where some is missing."""
    fitting = [one for one in templates().values() if one.fits(facts.platform, kind, None)]
    asked = [one for one in fitting if one.id != "ask_evidence" or facts.evidence]

    def place(one: Template) -> tuple[bool, bool, bool]:
        return (one.verb != next_action, not one.fits(facts.platform, kind, stage), not one.kinds)

    return sorted(asked, key=place)


def _filled(draft: Draft, facts: Facts) -> Draft:
    template = draft.chosen
    if template is None:
        return draft
    texts = []
    for wanted in (OURS, draft.language):
        language = OURS if wanted == OURS else template.language(wanted)
        body = _placed(template.text[language], facts.filled(language, draft.values))
        texts.append(wrapped(body, draft.tone, language, name=facts.name, shop=facts.shop))
    return replace(draft, mine=texts[0], text=texts[1])


def _is_untouched(draft: Draft, facts: Facts) -> bool:
    """Whether nothing of it is a person's: empty, or just as the template gave it."""
    if not draft.mine.strip() and not draft.text.strip():
        return True
    given = _filled(draft, facts)
    return draft.chosen is not None and (_plain(draft.mine), _plain(draft.text)) == (
        _plain(given.mine),
        _plain(given.text),
    )


def is_as_given(draft: Draft, facts: Facts) -> bool:
    """Whether the buyer's text is the template's own: reviewed, and in two languages."""
    return draft.chosen is not None and _plain(draft.text) == _plain(_filled(draft, facts).text)


def written_in(draft: Draft, facts: Facts) -> str:
    """The language the buyer's text is in: the template's, where it stands as given; else the one that was chosen."""
    template = draft.chosen
    return template.language(draft.language) if template is not None and is_as_given(draft, facts) else draft.language


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r", "").strip().split("\n"))


def _below(above: str, below: str) -> str:
    return f"{above.rstrip()}\n\n{below}" if above.strip() else below


def _placed(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda match: values.get(match[1], match[0]), text)


def _request(kind: str, language: str) -> str | None:
    """The reviewed request for that evidence, in the language that serves the buyer's."""
    served = policies.requests_language(language)
    return policies.requests(served)["request"].get(kind) or policies.requests("en")["request"].get(kind)
