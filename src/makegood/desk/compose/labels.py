"""What the composer's choices are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.core.words import Channel
from makegood.policies.templates import Tone

PLACES: dict[str, str | Promise] = {
    "order": _("Order number"),
    "items": _("Items ordered"),
    "amount": _("Amount, with its currency"),
    "date": _("Date, such as 2026-12-01"),
    "tracking": _("Tracking number"),
    "new_tracking": _("New tracking number"),
    "carrier": _("Carrier"),
    "coupon": _("Coupon: what it is worth, until when"),
    "evidence": _("What is asked for"),
}
TONES: dict[Tone, str | Promise] = {
    Tone.short: pgettext_lazy("tone", "Short"),
    Tone.normal: pgettext_lazy("tone", "Normal"),
    Tone.formal: pgettext_lazy("tone", "Formal"),
}
CHANNELS: dict[Channel, str | Promise] = {
    Channel.wish_ticket: _("Wish ticket"),
    Channel.ae_message: _("AliExpress message"),
    Channel.wangwang: _("Wangwang"),
    Channel.shopee_chat: _("Shopee chat"),
    Channel.phone: _("Phone"),
    Channel.email: _("E-mail"),
    Channel.wechat: _("WeChat"),
    Channel.whatsapp: "WhatsApp",
    Channel.other: _("Another channel"),
}
LANGUAGES: dict[str, str] = {
    "en": "English", "es": "Español", "pt": "Português", "fr": "Français", "ru": "Русский", "de": "Deutsch",
    "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "tr": "Türkçe", "ar": "العربية", "ja": "日本語", "ko": "한국어",
    "th": "ไทย", "vi": "Tiếng Việt", "id": "Bahasa Indonesia", "zh": "简体中文", "zh-Hant": "繁體中文",
}  # fmt: skip
"""Each by the name it calls itself."""


def language(tag: str) -> str:
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0], tag)


def channel(name: str) -> str:
    return str(CHANNELS[Channel(name)]) if name in set(Channel) else name
