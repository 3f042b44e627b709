"""A conversation pasted into a case, through the browser's door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene

Sit = Callable[..., Client]
WHATSAPP = """[20/11/2026, 10:31:05] María: La caja llegó rota
[20/11/2026, 10:33:40] Lumen: We are sorry. Could you send a photo?
[20/11/2026, 10:40:00] María: <b>Aquí</b> está
"""
FORM = {"paste": WHATSAPP, "channel": "whatsapp", "zone": "UTC", "ours": "Lumen", "theirs": "María", "on": "2026-11-24"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def case(one: Scene) -> UUID:
    return taken_in(one, at=timezone.now())


def said(one: Scene) -> list[tuple[str, str, str]]:
    from makegood.store.cases import file_of
    from makegood.store.models import Case

    with within(one.organisation):
        events = file_of(Case.objects.get())["events"]
    return [(e["direction"], e["at"], e["text"]) for e in events if e["type"] == "message"]


def fields(page: str) -> dict[str, Any]:
    """What the form of a paste would send back, untouched."""
    form = {"count": re.search(r'name="count" value="(\d+)"', page)[1], "zone": "UTC", "as_evidence": "1"}
    form["channel"] = re.search(r'<option value="(\w+)" selected>', page)[1]
    for number in range(int(form["count"])):
        form[f"keep-{number}"] = "1"
        form[f"at-{number}"] = re.search(rf'name="at-{number}" value="([^"]*)"', page)[1]
        side = re.search(rf'name="side-{number}">(.*?)</select>', page)[1]
        chosen = re.search(r'<option value="(\w+)" selected>', side)
        form[f"side-{number}"] = chosen[1] if chosen else ""
        form[f"text-{number}"] = re.search(rf'name="text-{number}">([^<]*)</textarea>', page)[1].replace("&lt;", "<").replace("&gt;", ">")  # fmt: skip
    return form


def test_reads_the_paste_and_puts_nothing_on_record_yet(at_desk: Sit, one: Scene, case: UUID) -> None:
    page = at_desk().post(f"/cases/{case}/capture/read/", FORM).content.decode()

    assert "3 messages were read" in page and "&lt;b&gt;Aquí" in page and said(one) == []


def test_saves_the_lines_with_time_side_and_who_pasted_them(at_desk: Sit, one: Scene, case: UUID) -> None:
    from makegood.store.models import Event, Evidence

    client = at_desk("clerk")
    page = client.post(f"/cases/{case}/capture/read/", FORM).content.decode()
    client.post(f"/cases/{case}/capture/save/", fields(page))

    assert said(one) == [
        ("in", "2026-11-20T10:31:05Z", "La caja llegó rota"),
        ("out", "2026-11-20T10:33:40Z", "We are sorry. Could you send a photo?"),
        ("in", "2026-11-20T10:40:00Z", "<b>Aquí</b> está"),
    ]
    with within(one.organisation):
        by = set(Event.objects.filter(type="message").values_list("by", flat=True))
        assert by == {f"person:{one.people['clerk']}"}
        assert Evidence.objects.get().reading == {"channel": "whatsapp"}


def test_pasted_twice_it_stands_once(at_desk: Sit, one: Scene, case: UUID) -> None:
    client = at_desk()
    form = fields(client.post(f"/cases/{case}/capture/read/", FORM).content.decode())
    client.post(f"/cases/{case}/capture/save/", form)
    again = client.post(f"/cases/{case}/capture/save/", form, follow=True)

    assert len(said(one)) == 3 and "on record already" in again.content.decode()


def test_a_doubtful_line_is_marked_and_must_be_put_right_before_it_counts(at_desk: Sit, one: Scene, case: UUID) -> None:
    client = at_desk()
    form = FORM | {"ours": "", "theirs": ""}
    page = client.post(f"/cases/{case}/capture/read/", form).content.decode()
    assert "3 of them need a look" in page and page.count("is-doubtful") == 3
    refused = client.post(f"/cases/{case}/capture/save/", fields(page) | {"text-0": "La caja, rota"})
    assert refused.status_code == 422 and "La caja, rota" in refused.content.decode() and said(one) == []
    put_right = fields(page) | {"side-0": "in", "side-1": "out", "side-2": "in"}
    client.post(f"/cases/{case}/capture/save/", put_right)

    assert [side for side, _, _ in said(one)] == ["in", "out", "in"]


def test_a_line_without_its_tick_is_left_out(at_desk: Sit, one: Scene, case: UUID) -> None:
    client = at_desk()
    form = fields(client.post(f"/cases/{case}/capture/read/", FORM).content.decode()) | {"keep-1": "0"}
    client.post(f"/cases/{case}/capture/save/", form)

    assert len(said(one)) == 2


def test_an_empty_paste_says_what_is_missing(at_desk: Sit, case: UUID) -> None:
    answer = at_desk().post(f"/cases/{case}/capture/read/", FORM | {"paste": "  "})

    assert answer.status_code == 422 and 'id="c-paste-fault"' in answer.content.decode()


def test_a_text_that_is_no_conversation_makes_no_message(at_desk: Sit, case: UUID) -> None:
    page = at_desk().post(f"/cases/{case}/capture/read/", FORM | {"paste": "\x00 ???"}).content.decode()

    assert "No message was found" in page or "needs a look" in page


def test_a_screenshot_is_kept_by_its_fingerprint_and_the_page_says_so(at_desk: Sit, one: Scene, case: UUID) -> None:
    from makegood.store.models import Content, Evidence

    client = at_desk()
    file = SimpleUploadedFile("../../chat.png", PNG, content_type="text/html")
    answer = client.post(f"/cases/{case}/capture/picture/", {"picture": file, "by": "buyer"}, follow=True)

    assert "Keep the file" in answer.content.decode()
    with within(one.organisation):
        piece = Evidence.objects.get()
        assert (piece.name, piece.digest, piece.kind) == ("chat.png", None, "conversation")
        assert any(len(one.value.get("sha256", "")) == 64 for one in Content.objects.all())


@pytest.mark.parametrize("content", [b"", b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_whatever_its_name(at_desk: Sit, one: Scene, case: UUID, content: bytes) -> None:
    from makegood.store.models import Evidence

    file = SimpleUploadedFile("chat.png", content, content_type="image/png")
    answer = at_desk().post(f"/cases/{case}/capture/picture/", {"picture": file})

    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    with within(one.organisation):
        assert not Evidence.objects.exists()


@pytest.mark.parametrize("deed", ["read", "save", "picture"])
def test_anothers_case_is_not_found(at_desk: Sit, one: Scene, deed: str) -> None:
    other = taken_in(scene("Two"), at=timezone.now())

    assert at_desk().get(f"/cases/{other}/capture/").status_code == 404
    assert at_desk().post(f"/cases/{other}/capture/{deed}/", FORM).status_code == 404
