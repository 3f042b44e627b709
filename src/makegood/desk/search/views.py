"""The search: many numbers go to the list, one number straight to its case, words to what was found."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.frame.places import address_of
from makegood.desk.inbox import asked
from makegood.desk.search import finding
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def search(request: Asked) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()
    numbers = asked.query({"q": text}).numbers
    if len(numbers) > 1 and all(any(sign.isdigit() for sign in one) for one in numbers):
        return redirect(f"{reverse('desk:inbox')}?{urlencode({'q': ' '.join(numbers)})}")  # a column out of a sheet
    if len(numbers) == 1 and (case := finding.exact(numbers[0])) and (there := address_of("case", case)):
        return redirect(there)
    return render(request, "search/search.html", {"text": text, "found": finding.find(text)})
