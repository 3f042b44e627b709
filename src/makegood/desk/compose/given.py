"""What the composer's form holds: a draft, the channel, and when it is to leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import QueryDict

from makegood.core.words import Channel
from makegood.policies.templates import Tone
from makegood.store.keys import uuid7
from makegood.usecases import drafting
from makegood.usecases.drafting import Draft, Facts

LONGEST = 20_000
"""House: beyond any platform's limit; a form is no place for more."""
VALUE = "value_"


@dataclass(frozen=True, slots=True)
class Given:
    """The form as it was sent. `key`: drawn when the page was made; sent twice, it is one message."""

    draft: Draft
    key: UUID
    channel: str
    reason: str = ""
    evidence: tuple[str, ...] = ()
    by_day: bool = False


def given(form: QueryDict, facts: Facts, *, of_record: str) -> Given:
    """The form with what its buttons ask for: another template, language or tone; and every place that is filled by now."""
    draft = _written(form, facts)
    if picked := form.get("template"):
        draft = drafting.with_template(draft, picked, facts)
    language, tone = _language(form.get("language"), draft.language), _tone(form.get("tone"), draft.tone)
    if (language, tone) != (draft.language, draft.tone):
        draft = drafting.with_wrapping(draft, facts, language=language, tone=tone)
    channel = form.get("channel", "")
    return Given(
        draft=drafting.with_values(draft, facts),
        key=_uuid(form.get("key")),
        channel=channel if channel in set(Channel) else of_record,
        reason=form.get("reason", "").strip()[:500],
        evidence=tuple(one[:100] for one in form.getlist("evidence")[:20]),
        by_day=form.get("when") == "day",
    )


def new(facts: Facts, *, of_record: str, template: str = "", before: Mapping[str, str] | None = None) -> Given:
    """An empty composer, or one with a template; or the text of a message that did not go (`before`)."""
    told = before or {}
    draft = Draft(
        mine=told.get("mine", ""), text=told.get("text", ""), language=told.get("language") or drafting.guessed(facts),
        template=told.get("template"),
    )  # fmt: skip
    if template:
        draft = drafting.with_template(draft, template, facts)
    return Given(draft, uuid7(), told.get("channel") or of_record, told.get("note", ""))


def _written(form: QueryDict, facts: Facts) -> Draft:
    """As it stood on the page: in the language and tone it was made in."""
    text = form.get("text", "").replace("\r\n", "\n")[:LONGEST]
    mine = form.get("mine", "").replace("\r\n", "\n")[:LONGEST]
    language = _language(form.get("was_language"), drafting.guessed(facts))
    draft = Draft(
        mine=mine, text=text, language=language, template=form.get("used") or None,
        tone=_tone(form.get("was_tone"), Tone.normal),
        values={name.removeprefix(VALUE): form.get(name, "").strip()[:300] for name in form if name.startswith(VALUE)},
    )  # fmt: skip
    return replace(draft, mine=text) if draft.is_one_language else draft


def _language(told: str | None, otherwise: str) -> str:
    one = (told or "").strip()[:20]
    return one if one and all(sign.isalnum() or sign == "-" for sign in one) else otherwise


def _tone(told: str | None, otherwise: Tone) -> Tone:
    return Tone(told) if told in set(Tone) else otherwise


def _uuid(told: str | None) -> UUID:
    try:
        return UUID(told or "")
    except ValueError:
        return uuid7()
