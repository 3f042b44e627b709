"""The help: every screen's, and one screen's."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.frame.places import address_of
from makegood.desk.help.pages import pages
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def index(request: Asked) -> HttpResponse:
    listed = [(one.id, one.title.as_json(), one.says.as_json()) for one in pages().values()]
    return render(request, "help/index.html", {"pages": listed})


@require_GET
@needs(Right.read)
def screen(request: Asked, screen: str) -> HttpResponse:
    one = pages().get(screen)
    if one is None:
        raise Http404
    shown = {
        "one": one,
        "title": one.title.as_json(),
        "says": one.says.as_json(),
        "keys": [(key.keys, key.does.as_json()) for key in one.keys],
        "tour": [text.as_json() for text in one.tour],
        "know": [text.as_json() for text in one.know],
        "there": next((there for name in one.names if (there := address_of(name))), None),
    }
    return render(request, "help/screen.html", shown)
