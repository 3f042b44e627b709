"""Who gave a piece of evidence, as a form names it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from makegood.core.words import Side

SIDES: dict[Side, str | Promise] = {
    Side.buyer: pgettext_lazy("given by", "the buyer"),
    Side.seller: pgettext_lazy("given by", "us"),
    Side.carrier: pgettext_lazy("given by", "the carrier"),
    Side.platform: pgettext_lazy("given by", "the platform"),
}
