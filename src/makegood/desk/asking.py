"""A request as our views get it: somebody signed in, sitting in a membership, with tastes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from makegood.desk.frame.tastes import Tastes
from makegood.store.models import Membership, Person
from makegood.usecases.approving import Role
from makegood.usecases.rights import Right, insist

View = Callable[..., HttpResponse]


class Asked(HttpRequest):
    """For the type checker: what the middleware has put there."""

    membership: Membership
    tastes: Tastes
    user: Person


def by(request: Asked) -> str:
    """Who says so, as the record has it."""
    return f"person:{request.user.pk}"


def needs(right: Right) -> Callable[[View], View]:
    """Opens a view to the roles that hold the right; a test holds that no view of ours is without. Raises `NoRight`."""

    def held(view: View) -> View:
        @wraps(view)
        def asked(request: Asked, *args: Any, **named: Any) -> HttpResponse:
            insist(Role(request.membership.role) if request.membership else None, right)
            return view(request, *args, **named)

        asked.right = right  # type: ignore[attr-defined]
        return asked

    return held


def is_part(request: HttpRequest) -> bool:
    """Whether a part of the page is asked for, by a script, and not the page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"
