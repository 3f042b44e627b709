"""What an answer means: three shapes of an error, a back end's within a text, and what says nothing at all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.ali1688.envelopes import StaleToken, opened
from makegood.usecases.ports import Refused, Unanswered, Unavailable
from makegood.wire.requests import Answer


def read(document: Any, *, status: int = 200, effect: bool = False) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return opened(Answer(status, body), "some.api", effect=effect).value


def met(document: Any, **more: Any) -> Exception:
    with pytest.raises((Refused, Unanswered, Unavailable, StaleToken)) as caught:
        read(document, **more)
    return caught.value


def within(code: str, cause: str) -> dict[str, Any]:
    inner = {"errorCode": code, "errorMessage": "SERVICE:INVOKE_FAIL", "cause": cause}
    return {"errorCode": "500", "errorMessage": json.dumps(inner)}


@pytest.mark.parametrize(
    "document",
    [
        {"success": True},
        {"success": "true", "errorCode": None},
        {"result": {"success": True, "code": "0"}},
        {"isSuccess": True},
    ],
)
def test_a_flag_that_says_yes_is_believed(document):
    assert read(document, effect=True) == document


@pytest.mark.parametrize("document", [{}, {"result": {}}, {"result": True}, {"success": None}])
def test_a_write_without_a_flag_was_not_answered(document):
    assert isinstance(met(document, effect=True), Unanswered)
    assert read(document) == document


@pytest.mark.parametrize(
    ("code", "status", "raises"),
    [
        ("gw.SignatureInvalid", 400, Refused),
        ("gw.ParamMissing", 400, Refused),
        ("gw.APIACLDecline", 403, Refused),
        ("400", 400, Refused),
        ("403", 403, Refused),
        ("401", 401, StaleToken),
        ("500", 400, Unanswered),
        ("gw.QosAppFrequencyLimit", 400, Unavailable),
    ],
)
def test_the_gateways_errors(code, status, raises):
    assert type(met({"error_code": code, "error_message": "x"}, status=status)) is raises


def test_a_limit_asks_for_ten_seconds():
    assert met({"error_code": "gw.QosAppFrequencyLimit"}, status=400).wait == timedelta(seconds=10)


@pytest.mark.parametrize(
    "document",
    [
        {"success": False, "errorCode": "X1", "errorMessage": "no"},
        {"success": "false", "errorCode": "X1", "errorMsg": "no"},
        {"errorCode": "X1", "errorInfo": "no"},
        {"result": {"success": False, "code": "X1", "message": "no"}},
    ],
)
def test_a_business_no_keeps_the_platforms_words(document):
    no = met(document)

    assert isinstance(no, Refused) and (no.code, no.words) == ("X1", "no")


@pytest.mark.parametrize(
    ("document", "raises"),
    [
        (within("003", ""), Refused),
        (within("003002", "errorCode:REFUND_DATA_ERROR"), Refused),
        (within("003002", "errorCode:INVALID_PARAM"), Refused),
        (within("003002", "errorCode:ORDER_NOT_EXIST"), Refused),
        (within("003002", "errorCode:SYSTEM_ERROR"), Unanswered),
        ({"errorCode": "500", "errorMessage": "not json"}, Unanswered),
        ({"success": False, "errorCode": 500}, Unanswered),
    ],
)
def test_the_back_ends_error_is_a_no_only_where_it_names_our_fault(document, raises):
    assert type(met(document, effect=True)) is raises


@pytest.mark.parametrize("document", [{"success": False}, {"result": {"success": False}}])
def test_a_no_without_a_code_is_not_believed(document):
    assert isinstance(met(document, effect=True), Unanswered)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"<html>", b'{"success":true,"success":false}', b"\xff"])
def test_what_is_no_answer_says_nothing(body):
    assert isinstance(met(body), Unanswered)


def test_a_status_without_an_error_of_the_gateway_says_nothing():
    assert isinstance(met({"success": True}, status=404), Unanswered)
