"""People, roles and limits, changed by an owner who has proved it, and on record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from makegood.store.tenancy import within
from tests.desk.approvals.making import fresh
from tests.store.making import Scene, scene


def text(answer) -> str:
    return answer.content.decode()


def member(one: Scene, role: str) -> Any:
    from makegood.store.models import Membership

    return Membership.objects.get(person=one.people[role])


def told(one: Scene, type_: str) -> list[Any]:
    from makegood.store.models import Event

    with within(one.organisation):
        return [each.body for each in Event.objects.filter(type=type_)]


def kept(one: Scene) -> Any:
    from makegood.store.models import Organisation

    return Organisation.objects.get(pk=one.organisation)


LIMITS = {"currency": ["USD", "eur"], "alone": ["60", "1,000.50"], "most_clerk": ["20", ""], "most_lead": ["", ""], "most_owner": ["", ""]}  # fmt: skip


def test_limits_are_changed_with_before_and_after_on_record(at_desk: Callable[..., Client], one: Scene) -> None:
    client = fresh(at_desk("owner"))
    for _ in range(2):
        client.post("/settings/limits/change/", LIMITS)

    assert kept(one).alone == {"EUR": "1000.50", "USD": "60"} and kept(one).role_most == {"clerk": {"USD": "20"}}
    (body,) = told(one, "setting_limits")
    assert body["before"] == {"alone": {"USD": "50"}, "clerk": {"USD": "100"}} and body["after"]["clerk"] == {
        "USD": "20"
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [({"alone": ["much", ""]}, "expected a number"), ({"alone": ["-1", ""]}, "expected 0 or more"), ({"alone": ["1.005", ""]}, "minor units"),
     ({"alone": ["NaN", ""]}, "expected 0 or more"), ({"currency": ["XXQ", ""]}, "ISO 4217"), ({"currency": ["USD", "usd"]}, "stands twice"),
     ({"alone": ["1e300", ""]}, "expected 0 or more")],
)  # fmt: skip
def test_a_limit_that_is_none_changes_nothing(
    at_desk: Callable[..., Client], one: Scene, change: dict[str, list[str]], said: str
) -> None:
    answer = fresh(at_desk("owner")).post("/settings/limits/change/", LIMITS | change, follow=True)

    assert said in text(answer) and kept(one).alone == {"USD": "50"} and told(one, "setting_limits") == []


def test_an_empty_form_takes_no_limit_away(at_desk: Callable[..., Client], one: Scene) -> None:
    fresh(at_desk("owner")).post("/settings/limits/change/", {})

    assert kept(one).alone == {"USD": "50"} and kept(one).role_most == {"clerk": {"USD": "100"}}


@pytest.mark.parametrize("way", ["limits/change", "people/add", "people/role", "people/remove", "live"])
def test_only_an_owner_and_only_after_proving_it(at_desk: Callable[..., Client], one: Scene, way: str) -> None:
    given = LIMITS | {"member": str(member(one, "clerk").pk), "role": "lead", "name": "new", "shop": str(one.shop)}

    assert fresh(at_desk("lead")).post(f"/settings/{way}/", given).status_code == 403
    assert "reauthenticate" in at_desk("owner").post(f"/settings/{way}/", given).headers["Location"]
    assert member(one, "clerk").role == "clerk"


def test_somebody_added_can_sign_in_with_the_password_shown_once(
    at_desk: Callable[..., Client], stranger: Client, one: Scene
) -> None:
    client = fresh(at_desk("owner"))
    page = text(client.post("/settings/people/add/", {"name": "mei", "role": "clerk"}))
    password = re.search(r'<code class="select-all text-lg">([^<]+)<', page)[1]
    again = text(client.post("/settings/people/add/", {"name": "MEI", "role": "owner"}, follow=True))

    assert stranger.post("/accounts/login/", {"login": "mei", "password": password}).headers["Location"] == "/inbox/"
    assert (
        "this one is taken" in again
        and password not in again
        and password not in str(told(one, "setting_person_added"))
    )


def test_a_role_is_changed_at_once(at_desk: Callable[..., Client], one: Scene) -> None:
    clerk = at_desk("clerk")
    fresh(at_desk("owner")).post(
        "/settings/people/role/", {"member": str(member(one, "clerk").pk), "role": "warehouse"}
    )

    assert clerk.get("/approvals/").status_code == 403
    (body,) = told(one, "setting_role")
    assert (body["before"], body["after"], body["person"]) == ("clerk", "warehouse", f"person:{one.people['clerk']}")


@pytest.mark.parametrize(("way", "more"), [("role", {"role": "clerk"}), ("remove", {})])
def test_the_last_owner_stays(at_desk: Callable[..., Client], one: Scene, way: str, more: dict[str, str]) -> None:
    given = {"member": str(member(one, "owner").pk), **more}
    answer = fresh(at_desk("owner")).post(f"/settings/people/{way}/", given, follow=True)

    assert "the last owner stays owner" in text(answer) and member(one, "owner").role == "owner"


def test_who_is_taken_out_sees_nothing_any_more(at_desk: Callable[..., Client], one: Scene) -> None:
    clerk = at_desk("clerk")
    fresh(at_desk("owner")).post("/settings/people/remove/", {"member": str(member(one, "clerk").pk)})

    assert clerk.get("/inbox/").status_code == 403 and len(told(one, "setting_person_removed")) == 1


def test_anothers_member_is_not_found(at_desk: Callable[..., Client], one: Scene) -> None:
    theirs = str(member(scene("Two"), "clerk").pk)
    client = fresh(at_desk("owner"))

    for way in ("role", "remove"):
        assert client.post(f"/settings/people/{way}/", {"member": theirs, "role": "lead"}).status_code == 404


def test_shows_the_matrix_to_everybody_and_forms_to_owners(at_desk: Callable[..., Client], one: Scene) -> None:
    for role, forms in (("warehouse", 0), ("owner", 4)):
        page = text(at_desk(role).get("/settings/people/"))
        assert "Who may do what" in page and page.count("/settings/people/role/") == forms


def test_signs_out_the_other_devices_and_not_this_one(at_desk: Callable[..., Client], one: Scene) -> None:
    here, there, lead = at_desk("owner"), at_desk("owner"), at_desk("lead")
    assert "Sign out the other device" in text(here.get("/settings/device/"))
    here.post("/settings/device/others/")

    assert here.get("/inbox/").status_code == 200 and lead.get("/inbox/").status_code == 200
    assert there.get("/inbox/").status_code == 302 and len(told(one, "setting_signed_out")) == 1
