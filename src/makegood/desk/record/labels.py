"""The record's filters as a page names them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.desk.record.asked import Family

FAMILIES: dict[Family, Promise] = {
    Family.case: _("Cases"),
    Family.action: _("Actions and approvals"),
    Family.money: _("Money"),
    Family.unmasking: _("Looking at personal data"),
    Family.sign_in: _("Signing in"),
    Family.settings: _("Settings"),
    Family.platform: _("Told by platforms"),
    Family.record: _("The record itself"),
}
FILTERS: dict[str, Promise] = {
    "family": _("Kind of entry"),
    "by": _("By whom"),
    "object": _("Order or case number"),
    "since": pgettext_lazy("record", "From"),
    "until": pgettext_lazy("record", "Until"),
}
