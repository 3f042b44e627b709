"""A call of the gateway: what every answer means, and the token that runs out meanwhile."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import httpx
import pytest

from makegood.connectors.aliexpress.addresses import AddressNotAllowed
from makegood.core.words import Action
from makegood.usecases.ports import Receipt, Refused, SignInNeeded, Unanswered, Unavailable
from tests.platforms.aliexpress_stand import DONE, NOW, Keys, Stand, act, connector, error
from tests.platforms.aliexpress_world import issue
from tests.wire.calling import OpenPace

AGREE = act(Action.agree, "25.90")
DETAIL = {"result_object": issue()}


def outcome(*answers: object, **options: object) -> tuple[object, int]:
    """What agreeing comes to where the gateway answers so, and how often it was asked to agree."""
    stand = Stand(detail=DETAIL, agree=list(answers))
    try:
        return connector(stand, **options).perform(AGREE), len(stand.made("agree"))
    except (Unavailable, Unanswered, Refused) as met:
        return met, len(stand.made("agree"))


@pytest.mark.parametrize(
    "body",
    [
        DONE,
        {"aliexpress_issue_solution_agree_response": {"result_object": True}},
        {"result": {"success": "true", "target": True}, "code": "0", "request_id": "x"},
        {"is_success": True},
    ],
)
def test_is_done_where_every_flag_says_so(body):
    assert outcome(body) == (Receipt("70000000000002"), 1)


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (error("40", "isv.missing-parameter"), Refused, "isv.missing-parameter"),
        (error("15", "isv.issue-finished", "over"), Refused, "isv.issue-finished"),
        (error("25"), Refused, "25"),
        (error("IncompleteSignature"), Refused, "IncompleteSignature"),
        (error("11", "isv.permission-api-package-limit"), Refused, "isv.permission-api-package-limit"),
        ({"result": {"success": False, "error_code": "15-1002", "error_message": "no"}}, Refused, "15-1002"),
        ({"result_object": False, "result_success": True, "result_error_code": "SOLUTION"}, Refused, "SOLUTION"),
        ({"result_object": False, "result_success": True}, Unanswered, None),
        ({"result_success": True, "result": {"success": "false", "error_msg": "x"}}, Unanswered, None),
        ({"result": {"success": False, "error_code": "SYSTEM_ERROR"}}, Unanswered, None),
        ({"is_success": False, "sub_error_code": 201}, Refused, "201"),
        ({"code": "MissingParameter", "type": "ISV", "message": "x"}, Refused, "MissingParameter"),
        (error("10"), Unanswered, None),
        (error("15"), Unanswered, None),
        (error("15", "isp.remote-service-timeout"), Unanswered, None),
        (error("50", "isp.unknown-error"), Unanswered, None),
        (error("ServiceUnavailable"), Unanswered, None),
        ({"result": {"success": False, "error_code": "isp.top-remote"}}, Unanswered, None),
        ({}, Unanswered, None),
        ({"request_id": "x"}, Unanswered, None),
        (httpx.Response(200, text='{"result_object": tr'), Unanswered, None),
        (httpx.Response(200, text="[]"), Unanswered, None),
        (httpx.Response(200, text='{"result_object":true,"result_object":false}'), Unanswered, None),
        (httpx.Response(200, content=b"\xff"), Unanswered, None),
        (httpx.Response(403, text="{}"), Unanswered, None),
        (httpx.Response(500, json=DONE), Unanswered, None),
        (httpx.ReadTimeout("x"), Unanswered, None),
        (httpx.ConnectError("x"), Unavailable, None),
        (httpx.Response(429), Unavailable, None),
    ],
    ids=str,
)
def test_every_answer_to_a_write_means_one_thing_and_is_not_asked_for_twice(answer, kind, code):
    met, sent = outcome(answer)

    assert (type(met), getattr(met, "code", None), sent) == (kind, code, 1)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (error("7", "accesscontrol.limited-by-api-access-count", "This ban will last for 33 more seconds"), 33),
        (error("8", words="ban for 5 seconds"), 5),
        (error("ApiCallLimit", words="请 12 秒后重试"), 12),
        (error("7", words="too often"), 10),
    ],
)
def test_a_limit_did_nothing_and_its_wait_reaches_the_pace(answer, seconds):
    pace = OpenPace()

    met, _ = outcome(answer, pace=pace)

    assert (type(met), met.wait) == (Unavailable, timedelta(seconds=seconds))
    assert pace.waits == [timedelta(seconds=seconds)]


@pytest.mark.parametrize("code", ["IllegalAccessToken", "27"])
def test_a_stale_token_is_renewed_and_the_call_made_once_more(code):
    assert outcome(error(code), DONE) == (Receipt("70000000000002"), 2)


def test_a_token_refused_anew_needs_a_person():
    met, sent = outcome(error("IllegalAccessToken"))

    assert (type(met), sent) == (SignInNeeded, 2)


def test_a_token_that_cannot_be_renewed_needs_a_person():
    met, sent = outcome(error("IllegalAccessToken"), vault=Keys(renewals=0))

    assert (type(met), sent) == (SignInNeeded, 1)


def test_a_renewal_nobody_answered_sent_nothing_of_the_act():
    class Silent(Keys):
        def renew(self, stale: str) -> str:
            raise Unanswered("refresh")

    assert type(outcome(error("IllegalAccessToken"), vault=Silent())[0]) is Unavailable


def late(**headers: str) -> httpx.Response:
    return httpx.Response(200, json=error("31"), headers=headers)


def test_a_clock_refused_is_set_by_the_platforms_own_and_the_call_made_once_more():
    stand = Stand(detail=DETAIL, agree=[late(date="Wed, 04 Nov 2026 12:15:00 GMT"), DONE])

    connector(stand).perform(AGREE)

    first, second = (int(form["timestamp"]) / 1000 for form in stand.made("agree"))
    assert (first, second) == (NOW.timestamp(), NOW.timestamp() + 900)


@pytest.mark.parametrize("answer", [late(), late(date="nonsense"), late(date="Wed, 04 Nov 2026 12:15:00 GMT")])
def test_a_clock_that_stays_refused_sent_nothing(answer):
    assert type(outcome(answer)[0]) is Unavailable


@pytest.mark.parametrize(
    "met", [httpx.ReadTimeout("x"), httpx.Response(500), httpx.Response(200, text="{"), error("15")]
)
def test_trouble_while_it_is_prepared_sent_nothing(met):
    stand = Stand(detail=met, agree=DONE)

    with pytest.raises(Unavailable):
        connector(stand).perform(AGREE)
    assert stand.made("agree") == []


def test_an_answer_of_no_known_form_while_it_is_prepared_is_refused_in_our_name():
    stand = Stand(detail={"result_object": {"something": "else"}}, agree=DONE)

    with pytest.raises(Refused) as met:
        connector(stand).perform(AGREE)
    assert met.value.code == "makegood.not_understood"
    assert stand.made("agree") == []


def test_no_secret_is_shown_even_where_the_platform_quotes_it(caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="makegood")  # the desk sets its own level, where it is set up
    quoted = error("25", words="CANARY-TOKEN-0 signed with CANARY-SECRET")

    for answer in (quoted, httpx.ReadTimeout("x"), httpx.Response(200, text="CANARY-TOKEN-0")):
        met, _ = outcome(answer)
        assert "CANARY" not in "".join(traceback.format_exception(met)) + repr(met)
    made = connector(Stand(detail=DETAIL))
    assert "CANARY" not in caplog.text + repr(made) + repr(vars(made))


def test_the_token_stands_in_no_address():
    addresses = []

    def keep(request: httpx.Request) -> httpx.Response:
        addresses.append(str(request.url))
        return httpx.Response(200, stream=httpx.ByteStream(b"{}"))

    with pytest.raises(Refused):
        connector(keep).perform(AGREE)
    assert addresses and not any("CANARY" in address for address in addresses)


@pytest.mark.parametrize("base", ["https://elsewhere.test", "http://api-sg.aliexpress.com", "https://10.0.0.1"])
def test_is_not_made_for_another_address(base):
    with pytest.raises(AddressNotAllowed):
        connector(Stand(), base=base)


def test_an_action_without_an_api_is_refused_before_anything_is_asked():
    stand = Stand()

    with pytest.raises(Refused, match="makegood.no_api"):
        connector(stand).perform(act(Action.escalate))
    assert Action.escalate not in connector(stand).verbs
    assert stand.calls == []
