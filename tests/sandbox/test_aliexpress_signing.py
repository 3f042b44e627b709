"""Signatures: the published vectors, and what the doors take and refuse (platforms/aliexpress.md §1.4, §1.5, §7.1-3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from makegood.sandbox.aliexpress import signing
from makegood.sandbox.aliexpress.times import from_china, from_pacific, pacific

OURS = "FAKE-SECRET-DO-NOT-USE-0000"
FULFIL = {
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "partner_id": "top-sdk-php-20180326",
    "method": "aliexpress.solution.order.fulfill",
    "service_name": "SPAIN_LOCAL_CORREOS",
    "out_ref": "1000006270175804",
    "send_type": "all",
    "logisitics_no": "ES2019COM0000123456",
}
SELLER_GET = {
    "method": "taobao.item.seller.get",
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "sign_method": "md5",
    "fields": "num_iid,title,nick,price,num",
    "num_iid": "11223344",
}
ISSUES = {
    "app_key": "10000001",
    "method": "aliexpress.issue.issuelist.get",
    "session": "fake-session-token",
    "timestamp": "2024-01-02 03:04:05",
    "format": "json",
    "v": "2.0",
    "query_dto": '{"current_page":1,"issue_status":"processing","page_size":50}',
}
AGREE = {
    "app_key": "10000001",
    "method": "aliexpress.issue.solution.agree",
    "session": "fake-session-token",
    "timestamp": "1704135845000",
    "format": "json",
    "v": "2.0",
    "sign_method": "sha256",
    "simplify": "true",
    "partner_id": "iop-sdk-test",
    "buyer_login_id": "us000000000",
    "issue_id": "60000000000001",
    "solution_id": "70000000000002",
}


@pytest.mark.parametrize(
    ("signs", "parameters", "secret", "expected"),
    [
        (signing.top_md5, FULFIL | {"sign_method": "md5"}, "helloworld", "4BC79C5FAA1B5E254E95A97E65BACEAB"),
        (signing.top_hmac, FULFIL | {"sign_method": "hmac"}, "helloworld", "497FA7FCAD98F4F335EFAE2451F8291D"),
        (signing.top_md5, SELLER_GET, "helloworld", "66987CB115214E59E6EC978214934FB8"),
        (signing.top_md5, ISSUES | {"sign_method": "md5"}, OURS, "EE3139B95E388F9F09E528584B74A93E"),
        (signing.top_hmac, ISSUES | {"sign_method": "hmac"}, OURS, "08B648AAC3E69196AB332408531AB702"),
        (signing.iop_sha256, AGREE, OURS, "5A0A5F04B0F78B6607E514A18E506EA7FE9A7823A88E08A2A1B6DB4A5B6D9438"),
    ],
)
def test_signs_as_the_documents_published(signs, parameters, secret, expected):
    assert signs(parameters, secret) == expected


@pytest.mark.parametrize(
    ("path", "secret", "parameters", "expected"),
    [
        (
            "/auth/token/create",
            "helloworld",
            {"app_key": "12345678", "code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26", "timestamp": "1517820392000"},
            "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81",
        ),
        (
            "/order/get",
            "helloworld",
            {"app_key": "123456", "access_token": "test", "timestamp": "1517820392000", "order_id": "1234"},
            "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
        ),
        (
            "/auth/token/refresh",
            OURS,
            {"app_key": "10000001", "timestamp": "1704135845000", "refresh_token": "fake-refresh-token"},
            "99475F8A872B4D4DEC2F8DE48247DED8775808218F77F62E2263BF15D1736820",
        ),
    ],
)
def test_puts_the_path_in_front_on_rest(path, secret, parameters, expected):
    assert signing.iop_sha256(parameters | {"sign_method": "sha256"}, secret, path=path) == expected


def test_leaves_blank_values_and_the_sign_itself_out():
    plain = signing.iop_sha256({"a": "1", "b": "2"}, "s")

    assert signing.iop_sha256({"b": "2", "a": "1", "empty": "", "blank": "  ", "sign": "x"}, "s") == plain


def test_sorts_names_by_their_bytes():
    assert signing.pairs({"a": "1", "B": "2", "_": "3"}) == "B2_3a1"


def test_takes_a_call_whose_parameters_are_split_over_query_and_body(ae):
    assert ae.issues()["total_item"] == 0


@pytest.mark.parametrize("system", [{"sign": "0" * 64}, {"sign_method": "md5"}, {"sign_method": "hmac"}])
def test_answers_incomplete_signature_with_status_200(ae, system):
    answer = ae.sent("aliexpress.issue.issuelist.get", {"query_dto": {}}, **system)

    assert answer.status_code == 200
    assert answer.get_json()["error_response"]["code"] == "IncompleteSignature"


def test_takes_the_other_spelling_of_sha256(ae):
    assert "data_list" in ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, sign_method="HmacSHA256")


def test_refuses_a_sync_signature_on_rest(ae):
    business = {"app_key": ae.key, "timestamp": ae.stamp(), "sign_method": "sha256", "code": "x"}
    sign = signing.iop_sha256(business, ae.secret)

    assert ae.rest("/auth/token/create", {"code": "x"}, sign=sign)["code"] == "IncompleteSignature"


@pytest.mark.parametrize("way", ["md5", "hmac"])
def test_takes_both_old_ways_on_the_old_gateway(ae, way):
    answer = ae.top("aliexpress.issue.issuelist.get", {"query_dto": "{}"}, way=way)

    assert answer["aliexpress_issue_issuelist_get_response"]["total_item"] == 0


def test_tells_code_25_for_a_wrong_signature_on_the_old_gateway(ae):
    ae.secret = "another"

    assert ae.top("aliexpress.issue.issuelist.get", {"query_dto": "{}"})["error_response"]["code"] == 25


@pytest.mark.parametrize(("minutes", "fine"), [(10, True), (-10, True), (11, False), (-11, False)])
def test_takes_the_old_gateways_clock_within_ten_minutes(ae, minutes, fine):
    at = ae.state.clock.now() + timedelta(hours=8, minutes=minutes)
    answer = ae.top("aliexpress.issue.issuelist.get", {"query_dto": "{}"}, timestamp=at.strftime("%Y-%m-%d %H:%M:%S"))

    assert answer.get("error_response", {}).get("code") == (None if fine else 31)


@pytest.mark.parametrize(("seconds", "fine"), [(7200, True), (7201, False), (-7200, True), (-7201, False)])
def test_takes_milliseconds_within_the_window_on_the_current_gateway(ae, seconds, fine):
    stamp = str(int(ae.stamp()) + seconds * 1000)
    answer = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, timestamp=stamp)

    assert ("error_response" not in answer) is fine
    assert fine or answer["error_response"]["code"] == "IllegalTimestamp"


def test_has_a_configurable_window(ae):
    ae.admin("figures", {"iop_window_seconds": 5})
    stamp = str(int(ae.stamp()) + 6000)

    assert "error_response" in ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, timestamp=stamp)


def test_takes_china_time_as_text_on_sync_too(ae):
    answer = ae.call("aliexpress.issue.issuelist.get", {"query_dto": {}}, timestamp="2026-10-01 08:00:00")

    assert "data_list" in answer


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 1, 8, 59, 59, tzinfo=UTC), "2026-11-01 01:59:59"),  # still PDT
        (datetime(2026, 11, 1, 9, 0, 0, tzinfo=UTC), "2026-11-01 01:00:00"),  # the hour again, PST
        (datetime(2026, 3, 8, 10, 0, 0, tzinfo=UTC), "2026-03-08 03:00:00"),  # an hour skipped
    ],
)
def test_prints_pacific_wall_clocks_through_dst(at, text):
    assert pacific(at) == text


def test_reads_wall_clocks_back():
    assert from_pacific("2026-07-01 08:00:00") == datetime(2026, 7, 1, 15, tzinfo=UTC)
    assert from_china("2026-10-01 08:00:00") == datetime(2026, 10, 1, tzinfo=UTC)
