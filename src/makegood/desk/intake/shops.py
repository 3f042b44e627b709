"""Which shop something is of: one that is there, or a new one kept by hand, named in the same form."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from makegood.core.countries import COUNTRIES
from makegood.core.words import Platform
from makegood.desk.intake import shapes
from makegood.desk.intake.fields import Field, Part
from makegood.desk.intake.typed import Typed
from makegood.desk.words import PLATFORMS
from makegood.store import hand_kept
from makegood.store.models import Shop

MOST = 500


def known() -> dict[str, str]:
    """The organisation's shops by id, each with its platform."""
    rows = Shop.objects.order_by("platform", "name")[:MOST]
    return {str(one.pk): f"{PLATFORMS[one.platform]} · {one.name}" for one in rows}


def field(shops: Mapping[str, str]) -> tuple[Field, ...]:
    """To choose one that is there; none where there is none."""
    return (shapes.chosen("shop", _("Shop"), shops, blank=shapes.CHOOSE),) if shops else ()


def new(shops: Mapping[str, str]) -> Part:
    """To name one that is not: folded away where there are others to choose from."""
    return Part(
        _("A new shop, kept by hand"),
        (
            shapes.chosen("platform", _("Platform"), PLATFORMS, blank=shapes.CHOOSE),
            Field("shop_name", _("Its name"), help=_("Kept by hand; connecting it later joins what is there")),
            Field("region", _("The seller's country"), help=_("Two capitals, such as CN or IT")),
        ),
        folded=bool(shops),
    )


def shop_of(typed: Typed, *, by: str) -> Shop | None:
    """The shop chosen, or the one named, made where there is none; None: its fault is told. Another's is not found."""
    if chosen := typed.text("shop", most=64):
        found: Shop | None = Shop.objects.filter(pk=_uuid(chosen)).first()
        if found is None:
            raise Http404
        return found
    name = typed.text("shop_name", most=120)
    platform = typed.word("platform", PLATFORMS, needed=name is not None)
    region = (typed.text("region", most=2) or "").upper() or None
    if name is None:
        field = "shop" if Shop.objects.exists() else "shop_name"
        typed.fault(
            field,
            gettext("No shop is chosen."),
            gettext("A shop, or a new one's name."),
            gettext("Choose or name one."),
        )
    elif region is not None and region not in COUNTRIES:
        typed.fault(
            "region", region, gettext("Two capitals, such as CN or IT."), gettext("Correct it, or leave it blank.")
        )
    if typed.faults or platform is None or name is None:
        return None
    return hand_kept.shop(Platform(platform), name, region=region, by=by, at=typed.now)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
