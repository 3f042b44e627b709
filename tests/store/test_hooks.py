"""A platform's notice is kept before it is read, once; forged ones change nothing; old ones add, and never take back."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from makegood.connectors.parts import NotUnderstood
from makegood.store.tenancy import within
from makegood.usecases.ports import Knock, Pulled, Tokens
from tests.store.making import T0, Clock, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")
URL = "https://desk.example/hooks/aliexpress/x/"
SECRET = "s3cret-app"  # noqa: S105


def authorised(one: Scene, account: str = "23") -> Scene:
    from makegood.store import tokens
    from makegood.store.models import Shop

    with within(one.organisation):
        shop = Shop.objects.get(pk=one.shop)
        shop.account = account
        shop.save()
        held = Tokens("a", "r", T0 + timedelta(days=1), None)
        tokens.keep(shop, held, app_key="k", app_secret=SECRET)
    return one


def knock(told: Any, *, secret: str = SECRET) -> Knock:
    body = json.dumps({"seller_id": "23", **told}).encode() if isinstance(told, dict) else told
    return Knock({"authorization": hmac.new(secret.encode(), b"k" + body, "sha256").hexdigest()}, body)


def heard(one: Scene, told: Any, *, secret: str = SECRET, platform: str = "aliexpress") -> str:
    from makegood.store import hooks

    return hooks.knocked(platform, one.organisation, knock(told, secret=secret), url=URL, at=T0)


def read_all() -> int:
    from makegood.store.hooks import HEAR, hearer
    from makegood.store.workers import Worker

    return Worker({HEAR: hearer(Clock())}, now=Clock()).until_idle()


def notices(one: Scene) -> list[Any]:
    from makegood.store.models import Notice

    with within(one.organisation):
        return list(Notice.objects.order_by("id"))


def due_at(one: Scene, kind: str) -> Any:
    from makegood.store.models import Due

    return Due.objects.filter(kind=kind, organisation=one.organisation).values_list("due_at", flat=True).first()


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AliExpress's notices as if they told whole case files: `{"case": …, "of": hours since yesterday}`."""
    from makegood.connectors.aliexpress import hooking

    def told(knock: Knock, *, at: Any) -> list[Pulled]:  # noqa: ARG001
        document = json.loads(knock.body)
        if "case" not in document:
            raise NotUnderstood("push", "$", "nothing", "a case")
        return [Pulled(document["case"], T0 + timedelta(hours=document["of"] - 24))]

    monkeypatch.setattr(hooking, "told", told)
    yield


# --- at the door ----------------------------------------------------------------------------------------------


def test_it_is_kept_once_however_often_it_comes() -> None:
    one = authorised(scene())

    assert [heard(one, {"n": 1}) for _ in range(3)] == ["kept", "known", "known"]
    assert [bytes(row.body) for row in notices(one)] == [b'{"seller_id": "23", "n": 1}']


def test_a_forged_one_is_kept_by_nobody() -> None:
    one = authorised(scene())

    assert heard(one, {"n": 1}, secret="guessed") == "forged"  # noqa: S106
    assert notices(one) == [] and due_at(one, "hear") is None


def test_what_was_signed_and_then_changed_is_forged() -> None:
    from makegood.store import hooks

    one, told = authorised(scene()), knock({"n": 1})
    changed = Knock(told.headers, told.body.replace(b"1", b"2"))

    assert hooks.knocked("aliexpress", one.organisation, changed, url=URL, at=T0) == "forged"


def test_another_organisations_app_opens_no_door_here() -> None:
    """Its secret is its own; ours does not know it."""
    one, other = authorised(scene()), scene("Two")

    assert heard(other, {"n": 1}) == "no_door"
    assert notices(one) == []


def test_a_shop_that_is_not_connected_here_is_answered_and_not_kept() -> None:
    one = authorised(scene(), account="99")

    assert heard(one, {"n": 1}) == "nobodys" and notices(one) == []


def test_one_that_names_no_shop_is_on_record_as_unreadable() -> None:
    from makegood.store.models import Event

    one = authorised(scene())

    assert heard(one, b"[]") == "nobodys"
    with within(one.organisation):
        assert Event.objects.filter(type="unreadable").count() == 1


@pytest.mark.parametrize("platform", ["elsewhere", "wire", "aliexpress.hooking"])
def test_a_platform_without_a_door_has_none(platform: str) -> None:
    assert heard(authorised(scene()), {"n": 1}, platform=platform) == "no_door"


# --- read -----------------------------------------------------------------------------------------------------


def test_after_any_notice_the_shop_is_pulled_soon_and_the_message_is_gone() -> None:
    one = authorised(scene())
    heard(one, {"n": 1})
    heard(one, {"n": 2})

    read_all()

    assert due_at(one, "pull") == T0 + timedelta(seconds=10)
    assert [(row.body, row.headers, row.read_at) for row in notices(one)] == [(None, {}, T0)] * 2


def test_a_pull_that_is_due_before_is_not_put_off() -> None:
    from makegood.store import due

    one = authorised(scene())
    due.ensure("pull", one.shop, one.organisation, T0 - timedelta(hours=1))
    heard(one, {"n": 1})

    read_all()

    assert due_at(one, "pull") == T0 - timedelta(hours=1)


@pytest.mark.usefixtures("telling")
def test_what_it_tells_is_on_file() -> None:
    from makegood.store.models import Case

    one = authorised(scene())
    heard(one, {"case": dispute(1), "of": 0})

    read_all()

    with within(one.organisation):
        assert Case.objects.get().number == dispute(1)["id"]


@pytest.mark.usefixtures("telling")
def test_one_it_cannot_read_holds_up_no_other() -> None:
    one = authorised(scene())
    heard(one, {"what": "else"})
    heard(one, {"case": {"schema": "makegood.case/1"}, "of": 0})
    heard(one, {"case": dispute(1), "of": 0})

    read_all()

    assert [(row.told, row.problem) for row in notices(one)] == [(0, "NotUnderstood"), (0, "NotACase"), (1, "")]
    assert due_at(one, "hear") is None


@pytest.mark.usefixtures("telling")
def test_older_news_adds_what_was_not_known_and_takes_nothing_back() -> None:
    from makegood.store.cases import file_of
    from makegood.store.models import Case

    one = authorised(scene())
    new, old = dispute(1, total="20.00"), dispute(1, total="25.90")
    old["order"]["country"] = "BR"
    new["order"].pop("country", None)
    heard(one, {"case": new, "of": 2})
    read_all()
    heard(one, {"case": old, "of": 1})
    read_all()

    with within(one.organisation):
        order = file_of(Case.objects.get())["order"]
    assert order["total"]["amount"] == "20.00" and order["country"] == "BR"


@pytest.mark.usefixtures("telling")
def test_shuffled_tripled_stale_and_forged_ones_end_where_those_in_order_do() -> None:
    """A smaller run of `python -m tools.knocking`."""
    random, told = Random(3), []  # noqa: S311
    for number in range(1, 7):
        for hour in range(5):
            case = dispute(number, total=f"{20 + hour}.00")
            case["order"]["status"] = f"S{hour}"
            told.append({"case": case, "of": hour})
    mixed = told * 3
    random.shuffle(mixed)

    straight, crooked = authorised(scene("Straight")), authorised(scene("Crooked"))
    for one in told:
        heard(straight, one)
        read_all()
    for place, one in enumerate(mixed):
        heard(crooked, one)
        if place % 10 == 0:
            assert heard(crooked, {"case": dispute(9), "of": 9}, secret="guessed") == "forged"  # noqa: S106
            read_all()
    read_all()

    assert _state(crooked) == _state(straight)


def _state(one: Scene) -> Any:
    from makegood.store.cases import file_of
    from makegood.store.models import Case

    with within(one.organisation):
        cases = {case.number: (file_of(case), case.stage, case.next_action) for case in Case.objects.all()}
    for file, *_ in cases.values():
        del file["shop"]  # each organisation has its own
    return cases


@pytest.mark.usefixtures("telling")
def test_a_clock_far_ahead_shuts_out_nothing_that_comes_after() -> None:
    from makegood.store.cases import file_of
    from makegood.store.models import Case

    one = authorised(scene())
    heard(one, {"case": dispute(1, total="20.00"), "of": 24 * 365})
    read_all()
    heard(one, {"case": dispute(1, total="25.90"), "of": 24})
    read_all()

    with within(one.organisation):
        assert file_of(Case.objects.get())["order"]["total"]["amount"] == "25.90"


@pytest.mark.usefixtures("telling")
def test_what_is_read_after_a_notice_stands_whatever_its_row_says() -> None:
    """A list's row may be older than the details that were read with it."""
    from makegood.store.cases import file_of
    from makegood.store.intake import Moment, take_in
    from makegood.store.models import Case

    one = authorised(scene())
    heard(one, {"case": dispute(1, total="20.00"), "of": 0})
    read_all()

    with within(one.organisation):
        row = Moment(T0 - timedelta(hours=1))
        take_in(one.shop, dispute(1, total="25.90"), by="aliexpress", at=T0 + timedelta(minutes=1), moment=row)
        assert file_of(Case.objects.get())["order"]["total"]["amount"] == "25.90"


@pytest.mark.usefixtures("telling")
def test_an_order_without_its_number_holds_up_nothing() -> None:
    one, case = authorised(scene()), dispute(1)
    del case["order"]["id"]
    heard(one, {"case": case, "of": 0})
    read_all()

    assert [(row.problem, row.body) for row in notices(one)] == [("NotACase", None)]
