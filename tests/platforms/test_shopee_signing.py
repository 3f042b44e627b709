"""Every published signature, through our signing and through the sandbox's own; and what the sandbox says to ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makegood.connectors.shopee import signing
from makegood.connectors.shopee.keys import api_key, push_keys
from makegood.sandbox.shopee import signing as theirs

SHARED = Path("/work/shared/data/signatures/vectors.json")
KEY, PARTNER, AT = "fake-partner-key-do-not-use-0000", "1000001", "1700000000"
TOKEN, SHOP, MERCHANT = "faketoken0000000000000000000000", "220000001", "990001"
URL = "https://desk.example.test/hooks/shopee"
BODY = (
    b'{"data":{"order_sn":"240101FAKE0001","return_sn":"2401010FAKE001","updated_values":[{"update_field":"return_status",'
    b'"old_value":"REQUESTED","new_value":"PROCESSING","update_time":1700000000}]},"shop_id":220000001,"code":29,"timestamp":1700000000}'
)

# The sheet's, §1: path, what is named beside it, the signature.
CALLS = [
    ("/api/v2/auth/token/get", (), "97254a1e1014775946effbe4c9b881e2b9c15e4e55f2b6a5461ff54d1b185e9b"),
    ("/api/v2/auth/access_token/get", (), "0e0cd8e0629ee5f46936af0c00b9fa517f7299a7ccab26fbad4db96bbe482cc5"),
    ("/api/v2/shop/auth_partner", (), "6b6abb185471b5406c2344a26aa7c863e30d25cf79aaef10e3eb10b98fc323f7"),
    ("/api/v2/order/get_order_list", (TOKEN, SHOP), "0eae9b2fa8fbf2a459f898784585a7f5901a3577cbe1e9e330af2e3e531c55e1"),
    ("/api/v2/returns/dispute", (TOKEN, SHOP), "75ab2124b49cedd35189009f21d3268f321c226082a291760228442e03f1c092"),
    ("/api/v2/merchant/get_merchant_info", (TOKEN, MERCHANT), "5740837e2ae4c1514296c9b09d3593a89ee0c5d464297c47b0310d32e7e457ce"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "named", "expected"), CALLS, ids=[path for path, _, _ in CALLS])
def test_signs_calls_as_the_sheet_does(path, named, expected):
    assert signing.call(KEY, PARTNER, path, AT, *named) == expected
    assert theirs.signature(KEY, PARTNER, path, AT, *named) == expected


def test_signs_as_the_public_kits_own_test_does():
    parts = ("/api/v2/auth/token/get", "123456", "test_partner_id", "test_shop_id", "test_main_account_id")
    expected = "37c864bd9821ff5f2c2f46b2faca14eb1811a718d1fdc6dcf383cba7c74bf9e9"

    assert signing.call("test_partner_key", *parts) == theirs.signature("test_partner_key", *parts) == expected


# data/signatures, developer guide 16: secret, partner, path, timestamp, signature.
GUIDE = (
    "57615053704d6470644f554a78656d50484143644964436a5568777544524579",
    "2001887",
    "/api/v2/public/get_shops_by_partner",
    "1655714431",
    "60ab8c4a535009ab33b8a0029ee18a667ef6eaeb16481ed3d573a5059122d4df",
)


def test_signs_as_the_developer_guide_published():
    secret, partner, path, at, expected = GUIDE

    assert signing.call(secret, partner, path, at) == theirs.signature(secret, partner, path, at) == expected


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors lie beside the project only where it is built")
def test_has_every_shared_vector_of_shopee():
    ours = [one for one in json.loads(SHARED.read_text()) if one["platform"] == "shopee"]

    told = [
        (v["secret"], str(v["params"]["partner_id"]), v["params"]["path"], str(v["params"]["timestamp"]), v["expected"])
        for v in ours
    ]
    assert told == [GUIDE]


def test_signs_pushes_over_address_and_body():
    expected = "ff09d6b958de8f5e4806bf85c34cae9d6a3e73de2db30884bf73f938b5505c04"

    assert len(BODY) == 246
    assert (
        signing.push("fake-push-key-0000", URL, BODY)
        == theirs.push_signature("fake-push-key-0000", URL, BODY)
        == expected
    )


def test_signs_the_body_alone_as_some_consoles_do():
    expected = "3f03fd7364368f709d655765cd193ff63a94bff3dd82750bbb9f46aab82b16d6"

    assert signing.push_body("fake-push-key-0000", BODY) == expected


@pytest.mark.parametrize(
    ("secret", "api", "pushes"),
    [("k1", "k1", ("k1",)), ("k1 p1 p2", "k1", ("p1", "p2", "k1")), ("", "", ("",))],
)
def test_keeps_push_keys_behind_the_api_key(secret, api, pushes):
    assert (api_key(secret), push_keys(secret)) == (api, pushes)
