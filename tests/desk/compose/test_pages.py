"""The composer through the browser's door: what blocks, what is sent once, what is taken back, what is done by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from makegood.usecases.ports import Verb as Way
from tests.desk.making import taken_in
from tests.store.making import Clock, InMemory, Scene

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Talking(InMemory):
    """A platform whose chat has an interface."""

    @property
    def verbs(self):
        return {Verb.contact_buyer: Way(Verb.contact_buyer, "chat", self.settle)}


@pytest.fixture
def case(one: Scene) -> UUID:
    return taken_in(one, at=timezone.now())


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Talking:
    from makegood.desk.compose import connected

    made = Talking()
    monkeypatch.setattr(connected, "connection_of", lambda request, case: made)
    return made


def text(answer) -> str:
    return answer.content.decode()


def write(client: Client, case: UUID, *, do: str = "send", key: UUID | None = None, **more: str):
    form = {
        "do": do,
        "key": str(key or uuid4()),
        "text": "Hola, lo revisamos.",
        "mine": "我们正在核对",
        "was_language": "es",
    }
    return client.post(f"/cases/{case}/compose/write/", form | more)


def states(one: Scene) -> list[str]:
    from makegood.store.models import Action

    with within(one.organisation):
        return list(Action.objects.order_by("id").values_list("state", flat=True))


def test_shows_the_buyers_words_the_channel_and_what_to_begin_with(at_desk: Callable[..., Client], case: UUID) -> None:
    page = text(at_desk().get(f"/cases/{case}/compose/"))

    assert "El color no es el mismo" in page and 'data-badge="record"' in page
    assert page.count('name="template"') >= 3 and 'value="es" selected' in page


def test_a_part_is_the_composer_alone(at_desk: Callable[..., Client], case: UUID) -> None:
    part = text(at_desk().get(f"/cases/{case}/compose/", headers=PART))

    assert part.lstrip().startswith('<section id="composer"') and "<html" not in part


def test_a_template_with_a_missing_place_is_blocked_and_then_sent(
    at_desk: Callable[..., Client], one: Scene, case: UUID
) -> None:
    client = at_desk()
    page = text(write(client, case, do="fill", template="offer_partial", text="", mine=""))
    assert "{amount}" in page and 'name="value_amount"' in page and "data-blocks" in page

    form = {"used": "offer_partial", "text": "Hola: {amount}", "mine": "您好：{amount}"}
    refused = write(client, case, **form)
    assert refused.status_code == 422 and states(one) == []

    assert write(client, case, **form, value_amount="5.00 USD").status_code == 302
    assert states(one) == ["assisted"]


def test_sent_twice_by_one_form_it_is_one_message(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    client, key = at_desk(), uuid4()
    write(client, case, key=key)
    again = client.get(write(client, case, key=key).headers["Location"])

    assert states(one) == ["assisted"] and "was not sent twice" in text(again)


def test_by_hand_it_is_copied_and_its_receipt_puts_it_in_the_talk(
    at_desk: Callable[..., Client], one: Scene, case: UUID
) -> None:
    from makegood.store.models import Action, Event

    client = at_desk()
    page = text(client.get(write(client, case).headers["Location"]))
    action = re.search(r"/messages/([0-9a-f-]+)/receipt/", page)[1]
    assert f'data-copies="text-{action}"' in page
    client.post(f"/messages/{action}/receipt/", {"reference": "M-77"})
    client.post(f"/messages/{action}/receipt/", {"reference": "M-78"})  # a second tab

    with within(one.organisation):
        assert Action.objects.get().reference == "M-77"
        assert Event.objects.filter(type="message", in_file=True, body__direction="out").count() == 1


def test_with_an_interface_it_waits_ten_seconds_and_can_be_taken_back(
    at_desk: Callable[..., Client], one: Scene, case: UUID, talking: Talking
) -> None:
    from makegood.store.wiring import worker

    clock = Clock(timezone.now())
    client = at_desk()
    page = text(client.get(write(client, case).headers["Location"]))
    worker(clock, lambda organisation, shop: talking).until_idle()
    assert talking.done == [] and "data-leaves" in page

    action = re.search(r"/messages/([0-9a-f-]+)/take-back/", page)[1]
    back = text(client.get(client.post(f"/messages/{action}/take-back/").headers["Location"]))
    clock.wind(seconds=60)
    worker(clock, lambda organisation, shop: talking).until_idle()

    assert talking.done == [] and states(one) == ["refused"] and "Hola, lo revisamos." in back


def test_after_ten_seconds_it_leaves_and_cannot_be_taken_back(
    at_desk: Callable[..., Client], one: Scene, case: UUID, talking: Talking
) -> None:
    from makegood.store.wiring import worker

    client = at_desk()
    page = text(client.get(write(client, case).headers["Location"]))
    action = re.search(r"/messages/([0-9a-f-]+)/take-back/", page)[1]
    clock = Clock(timezone.now() + timedelta(seconds=11))
    worker(clock, lambda organisation, shop: talking).until_idle()
    answer = client.post(f"/messages/{action}/take-back/", follow=True)

    assert [act.details["text"] for act in talking.done] == ["Hola, lo revisamos."]
    assert "cannot be taken back" in text(answer) and "Received by the platform" in text(answer)


def test_leaving_the_channel_of_record_needs_a_reason_and_is_sent_by_hand(
    at_desk: Callable[..., Client], one: Scene, case: UUID, talking: Talking
) -> None:
    client = at_desk()
    refused = write(client, case, channel="whatsapp")
    assert refused.status_code == 409 and "say why you leave" in text(refused) and states(one) == []

    write(client, case, channel="whatsapp", reason="the buyer asked for it")
    assert states(one) == ["assisted"]


def test_another_looks_at_it_first(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    write(at_desk("clerk"), case, do="review")

    assert states(one) == ["planned"]


def test_the_language_somebody_writes_in_is_remembered(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    client = at_desk()
    write(client, case, text="Bonjour", was_language="es", language="fr")

    assert 'value="fr" selected' in text(client.get(f"/cases/{case}/compose/"))


def test_free_text_in_chinese_alone_is_not_translated_and_not_sent(
    at_desk: Callable[..., Client], one: Scene, case: UUID
) -> None:
    page = write(at_desk(), case, text="", mine="我们会尽快处理")

    assert page.status_code == 422 and "not translated" in text(page) and states(one) == []


def test_remarks_come_while_one_writes_and_keep_nothing(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    part = text(
        at_desk().post(
            f"/cases/{case}/compose/remarks/", {"text": "Write to a@b.com", "was_language": "es"}, headers=PART
        )
    )

    assert 'data-remark="contact"' in part and "our own rule" in part and states(one) == []


def test_a_note_stays_with_us(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    from makegood.store.models import Event

    client = at_desk()
    for _ in range(2):
        client.post(f"/cases/{case}/compose/note/", {"note": "ask the warehouse", "key": "k"})

    with within(one.organisation):
        assert (
            Event.objects.filter(type="note_added").count() == 1 and not Event.objects.filter(type="message").exists()
        )


def test_a_closed_case_is_written_to_no_more(at_desk: Callable[..., Client], one: Scene, case: UUID) -> None:
    from makegood.store.models import Case

    with within(one.organisation):
        Case.objects.update(is_open=False)
    client = at_desk()

    assert "open it again before you write" in text(client.get(f"/cases/{case}/compose/"))
    assert write(client, case).status_code == 409 and states(one) == []


def test_who_only_packs_writes_to_nobody(at_desk: Callable[..., Client], case: UUID) -> None:
    assert at_desk("warehouse").get(f"/cases/{case}/compose/").status_code == 403


def test_asks_as_many_questions_for_twenty_messages_as_for_two(
    at_desk: Callable[..., Client], one: Scene, case: UUID
) -> None:
    client, counts = at_desk(), []
    for more in (2, 18):
        for _ in range(more):
            write(client, case)
        client.get(f"/cases/{case}/compose/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/cases/{case}/compose/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 32, counts


def test_in_the_cases_page_it_has_no_filled_button_of_its_own(at_desk: Callable[..., Client], case: UUID) -> None:
    client = at_desk()
    page, part = (text(client.get(f"/cases/{case}/compose/", headers=headers)) for headers in ({}, PART))
    again = client.post(f"/cases/{case}/compose/write/", {"do": "fill", "embedded": "1"}, headers=PART)

    main = page[page.index("<main") : page.index("</main")]

    assert main.count("btn-primary") == 1 and "btn-primary" not in part and "btn-primary" not in text(again)
