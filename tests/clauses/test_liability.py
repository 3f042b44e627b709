"""How liability is reached: what was packed, what we found, what the case records as its cause. A claim alone never moves it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import ORDER, assessed, at, bare, case, event, piece, said
from tests.clauses.answers import speaks_both

PLATFORMS = ["aliexpress", "wish", "shopee", "ali1688"]
LIKE, UNLIKE = piece("pack_scan", "scan", skus=["RED-M"]), piece("pack_scan", "scan", skus=["BLUE-M"])
PASTED = [
    piece("outer_label_photo", "top", tracking="LP00999999999999"),
    piece("inner_label_photo", "beneath", tracking=ORDER["shipment"]["tracking"]),
]
OURS = event("order_verified", hours=1, finding="ours")
ARRIVED = {"received": [{"sku": "BLUE-M", "quantity": 1}], "wants": ["refund"], "text": "wrong colour"}


def lines(**quantities: int) -> dict[str, Any]:
    return {"lines": [{"sku": sku.replace("_", "-"), "quantity": count} for sku, count in quantities.items()]}


def party(platform: str, kind: str, *events: dict[str, Any], **more: Any) -> str:
    return str(assessed(case(platform, kind, said(), *events, **more))["liability"]["party"])


def because(platform: str, kind: str, *events: dict[str, Any], **more: Any) -> list[str]:
    return [one["clause"] for one in assessed(case(platform, kind, said(), *events, **more))["liability"]["because"]]


# --- a claim alone ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("platform", "kind"),
    [
        (platform, kind)
        for platform in PLATFORMS
        for kind in ("wrong_item", "short_shipment", "damaged", "not_as_described", "not_received", "refused_payment")
        if (platform, kind) != ("shopee", "wrong_item")  # the one exception: that guide starts from our own finding
    ],
)
def test_moves_nothing_on_a_claim_alone(platform, kind):
    answer = assessed(case(platform, kind, said(), claim=ARRIVED))

    assert answer["liability"]["party"] == "undetermined"
    assert answer["liability"]["because"] and speaks_both(answer)


@pytest.mark.clause("SHP-WRONG-1", "ALL-1")
@pytest.mark.parametrize(
    ("received", "evidence", "says"),
    [
        pytest.param(["BLUE-M"], [], "seller", id="differs"),
        pytest.param(["RED-M"], [], "undetermined", id="as-ordered"),
        pytest.param([], [], "undetermined", id="not-said"),
        pytest.param(["BLUE-M"], [LIKE], "buyer", id="a-pack-scan-says-otherwise"),
        pytest.param(["BLUE-M"], [UNLIKE], "seller", id="a-pack-scan-agrees"),
    ],
)
def test_starts_on_shopee_from_our_own_finding_of_what_arrived(received, evidence, says):
    claim = {"received": [{"sku": sku, "quantity": 1} for sku in received]}

    assert party("shopee", "wrong_item", claim=claim, evidence=evidence) == says


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "kind", ["goods_photo", "packaging_photo", "dispatch_photo", "unpacking_video", "buyer_statement", "pack_scan"]
)
def test_takes_evidence_without_a_reading_as_received_and_as_proof_of_nothing(kind):
    answer = assessed(case("wish", "wrong_item", said(), evidence=[piece(kind)]))

    assert (answer["liability"]["party"], answer["evidence"]["have"]) == ("undetermined", ["e1"])


# --- what was packed --------------------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1", "WISH-WRONG-2", "WISH-WRONG-3", "SHP-WRONG-3")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_blames_the_seller_where_the_scan_is_unlike_the_order_and_the_buyer_where_it_is_like(platform):
    unlike = {"wish": "WISH-WRONG-2", "shopee": "SHP-WRONG-3"}.get(platform, "ALL-1")
    like = {"wish": "WISH-WRONG-3"}.get(platform, "ALL-1")

    assert party(platform, "wrong_item", evidence=[UNLIKE]) == "seller"
    assert because(platform, "wrong_item", evidence=[UNLIKE]) == [unlike]
    assert party(platform, "wrong_item", evidence=[LIKE]) == "buyer"
    assert because(platform, "wrong_item", evidence=[LIKE]) == [like]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("kind", "order", "scanned", "says"),
    [
        pytest.param("wrong_item", lines(RED_M=1), [" red-m "], "buyer", id="case-and-spaces-do-not-count"),
        pytest.param("wrong_item", lines(RED_M=1, BLUE_S=1), ["BLUE-S", "RED-M"], "buyer", id="any-order"),
        pytest.param("wrong_item", lines(RED_M=1, BLUE_S=1), ["RED-M"], "seller", id="one-of-two"),
        pytest.param("wrong_item", lines(RED_M=1), ["RED-M", "BLUE-S"], "seller", id="one-too-many"),
        pytest.param("wrong_item", lines(RED_M=2), ["RED-M"], "buyer", id="a-scan-that-names-each-item-once"),
        pytest.param("wrong_item", lines(RED_M=1), ["RED-M", "RED-M"], "seller", id="twice"),
        pytest.param("short_shipment", lines(RED_M=2), ["RED-M", "RED-M"], "buyer", id="all-there"),
        pytest.param("short_shipment", lines(RED_M=2), ["RED-M"], "seller", id="one-short"),
        pytest.param("short_shipment", lines(RED_M=1), ["RED-M"], "buyer", id="the-only-one"),
        pytest.param("wrong_item", {"lines": []}, ["RED-M"], "undetermined", id="no-lines-known"),
        pytest.param(
            "wrong_item", {"lines": [{"sku": None, "quantity": 1}]}, ["RED-M"], "undetermined", id="a-line-without-sku"
        ),
        pytest.param("wrong_item", lines(RED_M=1), [], "undetermined", id="an-empty-scan"),
        pytest.param("not_as_described", lines(RED_M=1), ["BLUE-M"], "seller", id="another-item-than-described"),
        pytest.param("not_as_described", lines(RED_M=1), ["RED-M"], "undetermined", id="the-item-itself-may-be-unlike"),
        pytest.param("return", lines(RED_M=1), ["BLUE-M"], "seller", id="a-return-of-what-we-sent-wrong"),
        pytest.param("return", lines(RED_M=1), ["RED-M"], "undetermined", id="a-plain-return"),
    ],
)
def test_compares_the_scan_with_the_orders_own_lines(kind, order, scanned, says):
    assert party("wish", kind, order=order, evidence=[piece("pack_scan", skus=scanned)]) == says


@pytest.mark.clause("ALL-1")
def test_counts_a_line_without_a_quantity_as_one_and_adds_lines_of_one_item():
    order = {"lines": [{"sku": "RED-M"}, {"sku": "red-m", "quantity": 1}]}

    assert (
        party("wish", "short_shipment", order=order, evidence=[piece("pack_scan", skus=["RED-M", "RED-M"])]) == "buyer"
    )
    assert party("wish", "short_shipment", order=order, evidence=[LIKE]) == "seller"


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(("first", "second", "says"), [(1, 2, "seller"), (2, 1, "buyer"), (1, 1, "undetermined")])
def test_goes_by_the_newest_scan_and_by_none_where_two_of_one_time_contradict(first, second, says):
    scans = [{**LIKE, "at": at(hours=first)}, {**UNLIKE, "id": "other", "at": at(hours=second)}]

    assert party("wish", "wrong_item", evidence=scans) == says
    assert party("wish", "wrong_item", evidence=scans[::-1]) == says


@pytest.mark.clause("ALL-1")
def test_passes_over_a_newer_scan_that_cannot_be_read():
    scans = [{**UNLIKE, "at": at(hours=1)}, piece("pack_scan", "blank", at=at(hours=2))]

    assert party("wish", "wrong_item", evidence=scans) == "seller"


# --- what we found ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1", "WISH-WRONG-2", "SHP-WRONG-1")
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "kind", ["wrong_item", "short_shipment", "damaged", "not_as_described", "return", "not_received"]
)
def test_blames_the_seller_where_we_looked_and_found_it_ours(platform, kind):
    clause = {"wish": "WISH-WRONG-2", "shopee": "SHP-WRONG-1"}.get(platform, "ALL-1")

    assert party(platform, kind, OURS) == "seller"
    assert because(platform, kind, OURS) == [clause]


@pytest.mark.clause("ALL-1", "WISH-WRONG-2")
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("finding", ["misread", "correct", "unknown"])
def test_moves_nothing_on_any_other_finding(platform, finding):
    assert party(platform, "wrong_item", event("order_verified", hours=1, finding=finding)) == "undetermined"


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(("scan", "says"), [(LIKE, "buyer"), (UNLIKE, "seller")])
def test_lets_a_pack_scan_outweigh_our_finding(platform, scan, says):
    assert party(platform, "wrong_item", OURS, evidence=[scan]) == says


@pytest.mark.clause("ALL-1")
def test_names_each_proof_that_agrees_strongest_first_and_none_that_does_not():
    assert because("wish", "wrong_item", OURS, evidence=[UNLIKE]) == ["WISH-WRONG-2", "WISH-WRONG-2"]
    assert because("shopee", "wrong_item", OURS, evidence=[UNLIKE]) == ["SHP-WRONG-3", "SHP-WRONG-1"]
    assert because("shopee", "wrong_item", claim=ARRIVED, evidence=[UNLIKE]) == ["SHP-WRONG-3", "SHP-WRONG-1"]
    assert because("aliexpress", "wrong_item", evidence=[*PASTED, LIKE]) == ["AE-LABEL-2"]


@pytest.mark.clause("ALL-1")
def test_goes_by_our_latest_look():
    again = event("order_verified", hours=2, finding="correct")

    assert party("aliexpress", "damaged", OURS, again) == "undetermined"


@pytest.mark.clause("ALL-1", "AE-LABEL-2", "WISH-WRONG-3")
@pytest.mark.parametrize(
    ("evidence", "events", "says"),
    [
        pytest.param([*PASTED, LIKE], [], "logistics", id="labels-over-a-scan-like-the-order"),
        pytest.param([*PASTED, UNLIKE], [], "seller", id="a-scan-unlike-the-order-over-labels"),
        pytest.param(PASTED, [OURS], "seller", id="our-own-finding-over-labels"),
        pytest.param([*PASTED, LIKE], [OURS], "logistics", id="all-three"),
    ],
)
def test_weighs_labels_scan_and_finding(evidence, events, says):
    assert party("aliexpress", "wrong_item", *events, evidence=evidence) == says


# --- what the case records as its cause -------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1", "WISH-UNFUL-1")
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("logistics_delay", "logistics"), ("out_of_stock", "seller"), ("quality", "seller"), ("policy_change", "platform"),
        ("other", "undetermined"), ("cancel", "undetermined"), (None, "undetermined"),
    ],
)  # fmt: skip
def test_takes_the_recorded_cause_of_an_unfulfilled_order(platform, reason, says):
    answer = assessed(case(platform, "unfulfilled_order", said(), claim={"reason": reason}))

    assert answer["liability"]["party"] == says
    clause = "WISH-UNFUL-1" if platform == "wish" else "ALL-1"
    assert [one["clause"] for one in answer["liability"]["because"]] == [clause]


@pytest.mark.clause("ALL-1")
def test_says_a_different_sentence_for_each_cause():
    reasons = ["logistics_delay", "out_of_stock", "quality", "policy_change", "other"]
    answers = [assessed(case("wish", "unfulfilled_order", claim={"reason": reason})) for reason in reasons]

    assert len({answer["liability"]["because"][0]["why"]["zh"] for answer in answers}) == len(reasons)


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("kind", ["not_received", "wrong_item"])
def test_reads_a_cause_only_for_an_unfulfilled_order(kind):
    assert party("wish", kind, claim={"reason": "out_of_stock"}) == "undetermined"


# --- verdicts, and kinds with no fault to find ------------------------------------------------------------------------


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("verdict", ["refund", "return_and_refund", "rejected"])
@pytest.mark.parametrize(("evidence", "says"), [([], "undetermined"), ([LIKE], "buyer"), ([UNLIKE], "seller")])
def test_is_not_changed_by_a_verdict(verdict, evidence, says):
    assert party("aliexpress", "wrong_item", event("judged", hours=9, verdict=verdict), evidence=evidence) == says


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("kind", ["tracking_correction", "return"])
def test_finds_no_fault_where_there_is_none_to_find(platform, kind):
    assert assessed(case(platform, kind, claim=ARRIVED))["liability"] == {"party": "undetermined", "because": []}


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("kind", ["deposit_release", "service_exit", "sku_alert"])
def test_finds_no_fault_in_a_shops_own_business(kind):
    answer = assessed(bare("ali1688", kind, services=[], orders=[], complaints=[]))

    assert answer["liability"] == {"party": "undetermined", "because": []}
