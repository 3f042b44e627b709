"""A form as it was typed: texts to values of a case file; what cannot be one is kept as typed, with what is wrong beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from makegood.core.instants import show
from makegood.core.money import CURRENCIES, digits

LONGEST = 20_000
_LEFT = re.compile(r"(\d{1,4})\s*(days?|d|天|日|hours?|hrs?|h|小时|时|minutes?|mins?|min|m|分钟|分)", re.IGNORECASE)
_UNITS = (("d", "day", "天", "日"), ("h", "hour", "小时", "时"), ("m", "min", "分"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands there, what belongs there, and what to do: the three parts of an error beside its field."""

    found: str
    expected: str
    do: str


@dataclass(slots=True)
class Typed:
    """One form's texts, and the faults met while they were read; `zone` is where its times are told."""

    texts: Mapping[str, Sequence[str]]
    zone: tzinfo
    now: datetime
    faults: dict[str, Fault] = field(default_factory=dict)

    def fault(self, name: str, found: str, expected: str, do: str) -> None:
        self.faults.setdefault(name, Fault(found, expected, do))

    def raw(self, name: str) -> str:
        values = self.texts.get(name) or ("",)
        return values[-1]

    def text(self, name: str, *, needed: bool = False, most: int = LONGEST) -> str | None:
        """The text without the blanks around it; None: nothing was typed."""
        text = self.raw(name).replace("\x00", "").replace("\r\n", "\n").strip()
        if not text and needed:
            self.fault(name, gettext("Nothing is typed here."), gettext("It is needed."), gettext("Fill it in."))
        if len(text) > most:
            found = gettext("%(count)d characters.") % {"count": len(text)}
            self.fault(name, found, gettext("At most %(most)d.") % {"most": most}, gettext("Shorten it."))
            return None
        return text or None

    def word(self, name: str, known: Collection[str], *, needed: bool = False) -> str | None:
        text = self.text(name, needed=needed)
        if text is None or text in known:
            return text
        self.fault(name, _quoted(text), gettext("One of the choices."), gettext("Choose one of them."))
        return None

    def words(self, name: str, known: Collection[str]) -> list[str]:
        return [one for one in dict.fromkeys(self.texts.get(name) or ()) if one in known]

    def lines(self, name: str) -> list[str]:
        """Numbers or names, a line, comma or blank apart."""
        return [one for one in re.split(r"[\s,;，；、]+", self.text(name) or "") if one]

    def whole(self, name: str) -> int | None:
        text = self.text(name)
        if text is None:
            return None
        if text.isascii() and text.isdigit() and 0 < int(text) < 10**6:
            return int(text)
        self.fault(name, _quoted(text), gettext("A whole number from 1 on."), gettext("Type it in digits."))
        return None

    def money(self, name: str, currency: str) -> dict[str, str] | None:
        """An amount and its currency, typed in two fields; either alone says nothing."""
        text, told = self.text(name), (self.text(currency) or "").upper()
        if text is None:
            return None
        amount = _decimal(text)
        if told not in CURRENCIES:
            self.fault(
                currency,
                _quoted(told) if told else gettext("No currency."),
                gettext("Three capitals, such as USD, CNY or MYR."),
                gettext("Type the currency of the platform's page."),
            )
            return None
        if amount is None:
            self.fault(name, _quoted(text), gettext("An amount such as 12.90."), gettext("Type digits and one point."))
            return None
        if amount != round(amount, digits(told)):
            expected = gettext("%(currency)s has %(digits)d digits behind the point.")
            said = expected % {"currency": told, "digits": digits(told)}
            self.fault(name, _quoted(text), said, gettext("Type the amount as the platform shows it."))
            return None
        return {"amount": f"{amount:f}", "currency": told}

    # --- times ----------------------------------------------------------------------------------------------------

    def moment(self, name: str, *, needed: bool = False, past: bool = True) -> str | None:
        """A local time of the form as an instant. `past`: it has happened, so it does not lie ahead."""
        text = self.text(name, needed=needed, most=40)
        if text is None:
            return None
        instant = self._instant(name, text)
        if instant is None:
            return None
        if past and instant > self.now + timedelta(minutes=1):
            self.fault(
                name,
                gettext("That time lies ahead."),
                gettext("A time that has passed: it happened."),
                gettext("Correct the time, or the zone chosen above."),
            )
            return None
        if past and instant <= self.now < instant + timedelta(minutes=1):
            instant = self.now  # just now: after whatever else has happened within this minute
        return show(instant)

    def ahead(self, name: str, left: str) -> str | None:
        """When a clock ends: by the time shown, or by the time left; where both are typed, the time shown."""
        if self.text(name) is not None:
            return self.moment(name, past=False)
        text = self.text(left, most=60)
        if text is None:
            return None
        span = time_left(text)
        if span is None:
            self.fault(
                left,
                _quoted(text),
                gettext("Time left such as 2 d 3 h 15 min."),
                gettext("Type it as the page shows it."),
            )
            return None
        return show((self.now + span).replace(microsecond=0))

    def _instant(self, name: str, text: str) -> datetime | None:
        try:
            local = datetime.fromisoformat(text.replace("/", "-"))
        except ValueError:
            self.fault(
                name,
                _quoted(text),
                gettext("Day and time such as 2026-11-24 16:05."),
                gettext("Type both, or choose them."),
            )
            return None
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        instant = local.replace(tzinfo=self.zone).astimezone(UTC)
        if instant.astimezone(self.zone).replace(tzinfo=None) != local:
            self.fault(
                name,
                gettext("The clocks were put forward over this hour."),
                gettext("A time that exists in the zone chosen above."),
                gettext("Look at the page once more."),
            )
            return None
        return instant


def time_left(text: str) -> timedelta | None:
    """`2 d 3 h`, `2天3小时15分`, `23:59:10`; None: it says no time."""
    if clock := re.fullmatch(r"\s*(\d{1,3}):(\d\d)(?::(\d\d))?\s*", text, re.ASCII):
        hours, minutes, seconds = (int(one or 0) for one in clock.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    parts = _LEFT.findall(text)
    if not parts or re.sub(r"[\s,，和]", "", _LEFT.sub("", text)):
        return None
    spans = {_unit(unit): int(count) for count, unit in parts}
    return timedelta(days=spans.get("d", 0), hours=spans.get("h", 0), minutes=spans.get("m", 0))


def _unit(text: str) -> str:
    return next(names[0] for names in _UNITS if text.lower().startswith(names))


def zone_of(name: str, known: Collection[str], default: tzinfo) -> tzinfo:
    return ZoneInfo(name) if name in known else default


def _decimal(text: str) -> Decimal | None:
    bare = text.replace("\u00a0", "").replace(" ", "")
    if "," in bare:
        # 1,234.56 is one amount, in whatever country it is typed; 1,5 could be two
        whole, _, rest = bare.partition(".")
        if not re.fullmatch(r"\d{1,3}(,\d{3})+", whole, re.ASCII):
            return None
        bare = whole.replace(",", "") + ("." + rest if rest else "")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,4})?", bare, re.ASCII):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _quoted(text: str) -> str:
    shown = text if len(text) <= 40 else text[:37] + "…"
    return gettext("“%(text)s” stands here.") % {"text": shown}
