"""What is remarked on a message before it goes: red blocks it, amber explains; each with its clause and whose rule it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Source
from makegood.policies import remarks
from makegood.policies.remarks import Sort
from makegood.usecases import spotting
from makegood.usecases.spotting import Amount

CHINESE = ("zh", "ja")
"""Languages in which Chinese characters are at home."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk knows of the case, to hold a message against. `numbers`: plain, of this order, parcel and case."""

    platform: str
    channel: str
    of_record: bool
    today: date
    language: str = "en"
    numbers: frozenset[str] = frozenset()
    name: str | None = None
    offered: tuple[Money, ...] = ()
    of_order: tuple[Money, ...] = ()
    dates: tuple[date, ...] = ()
    """Days that an offer on record names."""


@dataclass(frozen=True, slots=True)
class Remark:
    """`source` house: the rule is ours. `place`: where the platform's own rule is published."""

    name: str
    blocks: bool
    text: Text
    clause: str
    source: Source
    place: str | None = None
    found: str = field(default="", compare=False)


def remarks_on(text: str, known: Known) -> list[Remark]:
    """Every remark, those that block first."""
    made = [one for check in _CHECKS for one in check(text, known)]
    return sorted(dict.fromkeys(made), key=lambda one: not one.blocks)


def is_blocked(made: list[Remark]) -> bool:
    return any(one.blocks for one in made)


def _made(name: str, known: Known, **fills: object) -> Iterator[Remark]:
    sort: Sort = remarks.sorts()[name]
    if not sort.holds_on(known.platform):
        return
    source, place = sort.source(known.platform)
    said = sort.text.filled({key: str(value) for key, value in fills.items()})
    yield Remark(name, sort.blocks, said, sort.clause_on(known.platform), source, place, str(fills.get("found", "")))


def _empty(text: str, known: Known) -> Iterator[Remark]:
    if not text.strip():
        yield from _made("empty", known)


def _untranslated(text: str, known: Known) -> Iterator[Remark]:
    if not known.language.lower().startswith(CHINESE) and (found := spotting.chinese(text)):
        yield from _made("untranslated", known, found=found[:12])


def _places(text: str, known: Known) -> Iterator[Remark]:
    found = dict.fromkeys(match[0] for match in spotting.PLACES.finditer(text))
    if found:
        yield from _made("placeholder", known, found=" ".join(found))


def _contacts(text: str, known: Known) -> Iterator[Remark]:
    found = list(dict.fromkeys(spotting.contacts(text)))
    if found:
        yield from _made("contact" if known.of_record else "contact_elsewhere", known, found=", ".join(found[:3]))


def _reviews(text: str, known: Known) -> Iterator[Remark]:
    review, money = remarks.words("reviews").search(text), remarks.words("money").search(text)
    if review and money:
        yield from _made("review_for_money", known, found=f"{review[0]} · {money[0]}")


def _cancels(text: str, known: Known) -> Iterator[Remark]:
    if match := remarks.words("cancel").search(text):
        yield from _made("asks_to_cancel", known, found=match[0])


def _numbers(text: str, known: Known) -> Iterator[Remark]:
    reached = " ".join(spotting.contacts(text))
    for found in dict.fromkeys(spotting.identifiers(text)):
        if not spotting.is_number(found, known.numbers) and found not in reached:
            yield from _made("other_number", known, found=found)


def _amounts(text: str, known: Known) -> Iterator[Remark]:
    offered = " / ".join(f"{one.amount:f} {one.currency}" for one in known.offered)
    for one in spotting.amounts(text):
        if _among(one, known.offered):
            continue
        if known.offered and not _among(one, known.of_order):
            yield from _made("other_amount", known, found=one.found, offered=offered)
        elif known.offered:
            yield from _made("order_amount", known, found=one.found, offered=offered)
        elif not _among(one, known.of_order):
            yield from _made("amount_without_offer", known, found=one.found)


def _among(one: Amount, moneys: tuple[Money, ...]) -> bool:
    return any(one.amount == money.amount and one.currency in (None, money.currency) for money in moneys)


def _days(text: str, known: Known) -> Iterator[Remark]:
    offered = " / ".join(one.isoformat() for one in known.dates)
    for day in spotting.days(text, today=known.today):
        if set(day.days) & set(known.dates):
            continue
        if max(day.days) < known.today:
            yield from _made("past_date", known, found=day.found)
        elif known.dates:
            yield from _made("other_date", known, found=day.found, offered=offered)
        else:
            yield from _made("date_promised", known, found=day.found)


def _name(text: str, known: Known) -> Iterator[Remark]:
    greeted = spotting.greeted(text)
    if greeted is None or not known.name or "*" in known.name:
        return
    words = {word for word in greeted.casefold().split() if not remarks.words("anybody").fullmatch(word)}
    if words and not words & set(known.name.casefold().split()):
        yield from _made("other_name", known, found=greeted)


def _blame(text: str, known: Known) -> Iterator[Remark]:
    if match := remarks.words("blame").search(text):
        yield from _made("blame", known, found=match[0])


def _length(text: str, known: Known) -> Iterator[Remark]:
    limit = remarks.limits().get(known.channel)
    if limit is not None and len(text) > limit.most:
        for made in _made("too_long", known, count=len(text), most=limit.most):
            yield Remark(made.name, made.blocks, made.text, made.clause, limit.source, limit.sheet)


_CHECKS = (_empty, _untranslated, _places, _contacts, _reviews, _cancels, _numbers, _amounts, _days, _length, _name, _blame)  # fmt: skip
