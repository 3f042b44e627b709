"""Every published signature vector, and the sheet's own (§1.5)."""

from __future__ import annotations

import pytest

from makegood.connectors.aliexpress import signing

FULFIL = {
    "app_key": "12345678", "session": "test", "timestamp": "2016-01-01 12:00:00", "format": "json", "v": "2.0",
    "partner_id": "top-sdk-php-20180326", "method": "aliexpress.solution.order.fulfill",
    "service_name": "SPAIN_LOCAL_CORREOS", "out_ref": "1000006270175804", "send_type": "all",
    "logisitics_no": "ES2019COM0000123456",
}  # fmt: skip
SELLER_ITEM = {
    "method": "taobao.item.seller.get", "app_key": "12345678", "session": "test", "timestamp": "2016-01-01 12:00:00",
    "format": "json", "v": "2.0", "sign_method": "md5", "fields": "num_iid,title,nick,price,num", "num_iid": "11223344",
}  # fmt: skip
ISSUES = {
    "app_key": "10000001", "method": "aliexpress.issue.issuelist.get", "session": "fake-session-token",
    "timestamp": "2024-01-02 03:04:05", "format": "json", "v": "2.0",
    "query_dto": '{"current_page":1,"issue_status":"processing","page_size":50}',
}  # fmt: skip
AGREE = {
    "app_key": "10000001", "method": "aliexpress.issue.solution.agree", "session": "fake-session-token",
    "timestamp": "1704135845000", "format": "json", "v": "2.0", "sign_method": "sha256", "simplify": "true",
    "partner_id": "iop-sdk-test", "buyer_login_id": "us000000000", "issue_id": "60000000000001",
    "solution_id": "70000000000002",
}  # fmt: skip
SYSTEM = {"app_key": "10000001", "timestamp": "1704135845000", "sign_method": "sha256"}
OURS = "FAKE-SECRET-DO-NOT-USE-0000"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(signing.top_md5("helloworld", FULFIL | {"sign_method": "md5"}), "4BC79C5FAA1B5E254E95A97E65BACEAB", id="kit-md5"),
        pytest.param(signing.top_hmac("helloworld", FULFIL | {"sign_method": "hmac"}), "497FA7FCAD98F4F335EFAE2451F8291D", id="kit-hmac"),
        pytest.param(signing.top_md5("helloworld", SELLER_ITEM), "66987CB115214E59E6EC978214934FB8", id="docs-md5"),
        pytest.param(
            signing.rest("helloworld", "/auth/token/create", {
                "app_key": "12345678", "code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26", "sign_method": "sha256",
                "timestamp": "1517820392000"}),
            "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81", id="docs-rest"),
        pytest.param(
            signing.rest("helloworld", "/order/get", {
                "app_key": "123456", "access_token": "test", "timestamp": "1517820392000", "sign_method": "sha256",
                "order_id": "1234"}),
            "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A", id="sister-rest"),
        pytest.param(signing.top_md5(OURS, ISSUES | {"sign_method": "md5"}), "EE3139B95E388F9F09E528584B74A93E", id="ours-md5"),
        pytest.param(signing.top_hmac(OURS, ISSUES | {"sign_method": "hmac"}), "08B648AAC3E69196AB332408531AB702", id="ours-hmac"),
        pytest.param(signing.sync(OURS, AGREE), "5A0A5F04B0F78B6607E514A18E506EA7FE9A7823A88E08A2A1B6DB4A5B6D9438", id="ours-sync"),
        pytest.param(
            signing.rest(OURS, "/auth/token/refresh", SYSTEM | {"refresh_token": "fake-refresh-token"}),
            "99475F8A872B4D4DEC2F8DE48247DED8775808218F77F62E2263BF15D1736820", id="ours-rest"),
    ],
)  # fmt: skip
def test_signs_as_published(made, expected):
    assert made == expected


def test_what_is_blank_is_neither_sent_nor_signed():
    padded = AGREE | {"sign": "X", "return_address_id": None, "memo": "", "note": "  "}

    assert signing.sync(OURS, padded) == signing.sync(OURS, AGREE)
    assert signing.told(padded) == AGREE


def test_names_are_sorted_as_bytes_and_text_is_utf_8():
    assert signing.sync(OURS, {"B": "1", "a": "2", "ä": "说"}) == signing.sync(OURS, {"ä": "说", "a": "2", "B": "1"})
    assert signing.sync(OURS, {"B": "1", "a": "2"}) != signing.sync(OURS, {"a": "2B1"})
