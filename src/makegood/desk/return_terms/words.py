"""Where people write to each other, as a screen names it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makegood.core.words import Channel

CHANNELS: dict[Channel, str | Promise] = {
    Channel.wangwang: _("Wangwang"),
    Channel.phone: _("Telephone"),
    Channel.wechat: _("WeChat"),
    Channel.email: _("E-mail"),
    Channel.whatsapp: "WhatsApp",
    Channel.ae_message: _("AliExpress messages"),
    Channel.shopee_chat: _("Shopee chat"),
    Channel.wish_ticket: _("Wish ticket"),
    Channel.other: _("Elsewhere"),
}
