"""The case page and what opens on top of it."""

from tools.seeded import Seeded


def _of(**more: object) -> str:
    from makegood.store.models import Case

    case = Case.objects.filter(is_open=True, **more).order_by("due_at").first()
    assert case is not None
    return f"/cases/{case.pk}/"


def soon(_: Seeded) -> str:
    return _of(shop__platform="aliexpress", next_action="verify_order")


def waiting(_: Seeded) -> str:
    return _of(shop__platform="aliexpress", next_action="wait")


def large(_: Seeded) -> str:
    return _of(at_risk__gte=10_000_000)


PAGES = {
    "case": soon,
    "case-overview": lambda seeded: soon(seeded) + "?tab=overview",
    "case-proofs": lambda seeded: soon(seeded) + "?tab=proofs",
    "case-large": large,
    "case-waiting": waiting,
    "case-offer-page": lambda seeded: large(seeded) + "review/?act=offer&remedy=coupon",
    "case-review-page": lambda seeded: soon(seeded) + "review/?act=verify_order",
}
DOINGS = {
    "case-offer": (lambda seeded: soon(seeded), ["e"], "#review[open] .review"),
}
