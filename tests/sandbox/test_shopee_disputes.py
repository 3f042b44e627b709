"""Disputes by module with proofs, and compensations (platforms/shopee.md §2, evidence limits)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import PNG, Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def test_tells_reasons_as_text_and_takes_them_as_numbers(sp):
    claim = sp.claim()
    listed = sp.told("returns/get_return_dispute_reason", return_sn=claim["sn"])["dispute_reason_list"]

    assert {type(one["dispute_reason"]) for one in listed} == {str}
    assert sp.dispute(claim, 10, dispute_reason_id="10")["error"] == "dispute.request.param.error"
    assert sp.dispute(claim, 10)["response"]["msg"] == "dispute return success"
    assert sp.returned(claim)["status"] == "SELLER_DISPUTE"


def test_takes_no_reason_of_another_return(sp):
    assert sp.dispute(sp.claim(reason="NOT_RECEIPT"), 10)["error"] == "error_perm"


@pytest.mark.parametrize(
    "change",
    [
        lambda images: images[:1],
        lambda images: [{**images[0], "requirement": "Photo"}, images[1]],
        lambda images: [{**images[0], "image_url": images[0]["image_url"] * 4}, images[1]],
        lambda images: [{**images[0], "module_index": 7}, images[1]],
    ],
    ids=["a mandatory module is missing", "its text differs", "four pictures", "no such module"],
)
def test_holds_the_pictures_to_their_modules(sp, change):
    claim = sp.claim()
    modules = sp.told("returns/get_return_dispute_reason", return_sn=claim["sn"])["dispute_reason_list"][0][
        "evidence_module_list"
    ]
    images = [
        {"module_index": m["module_index"], "requirement": m["requirement"], "image_url": [sp.picture(claim)]}
        for m in modules
    ]

    assert sp.dispute(claim, 10, image_list=change(images))["error"] == "dispute.request.param.error"
    assert sp.truth(claim).dispute is None


def test_takes_only_pictures_that_were_put_up(sp):
    claim = sp.claim()
    module = sp.told("returns/get_return_dispute_reason", return_sn=claim["sn"])["dispute_reason_list"][0][
        "evidence_module_list"
    ][0]
    image = {"module_index": 1, "requirement": module["requirement"], "image_url": ["https://example.test/1.png"]}

    assert sp.dispute(claim, 10, image_list=[image])["message"] == "All images download fail"


def test_needs_an_email(sp):
    assert sp.dispute(sp.claim(), 10, email="")["error"] == "dispute.request.param.error"


def test_needs_no_pictures_of_goods_that_did_not_come_back(sp):
    claim = sp.claim(solution="RETURN_REFUND")
    sp.wind(days=2)

    assert sp.dispute(claim, 46, image_list=[])["error"].strip(" -") == ""


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.gif", b"GIF89a" + bytes(40), "Only support jpg, jpeg, png."),
        ("a.png", b"GIF89a" + bytes(40), "Only support jpg, jpeg, png."),
        ("a.png", PNG + bytes(100), "The size of image exceeds 10MB."),
    ],
)
def test_puts_up_jpeg_and_png_of_ten_megabytes(sp, name, content, problem):
    claim = sp.claim()
    assert sp.state.figures.image_bytes_most == 10_000_000
    sp.figures(image_bytes_most=100)

    assert sp.picture(claim, name, content) == problem
    assert sp.picture(claim).endswith(".png")


def test_is_refused_in_a_wrong_status(sp):
    claim = sp.claim()
    sp.dispute(claim, 10)

    assert sp.dispute(claim, 10)["error"] == "returnsn.illegal"


@pytest.mark.parametrize(("fair", "status", "back"), [(0, "CLOSED", -2590), (50, "ACCEPTED", -1295)])
def test_is_ruled_on_after_days(sp, fair, status, back):
    claim = sp.claim(fair_percent=fair)
    sp.dispute(claim, 10)

    sp.wind(days=3)

    assert (sp.truth(claim).status, sp.balance(claim, "buyer")) == (status, back)


def test_cannot_be_taken_back(sp):
    claim = sp.claim()
    sp.dispute(claim, 10)

    assert (
        sp.refused("returns/cancel_dispute", return_sn=claim["sn"], email="a@example.test")
        == "dispute.cancel.ineligible"
    )


def compensable(sp, fair=60):
    claim = sp.claim(judged=True, fair_percent=100)
    sp.wind(hours=48)
    sp.truth(claim).fair_percent = fair
    return claim


def test_can_be_taken_back_where_it_is_about_a_compensation(sp):
    claim = compensable(sp)
    sp.dispute(claim, 53)
    assert sp.returned(claim)["seller_compensation"]["seller_compensation_status"] == "COMPENSATION_REQUESTED"

    sp.done("returns/cancel_dispute", return_sn=claim["sn"], email="a@example.test")

    assert sp.returned(claim)["seller_compensation"]["seller_compensation_status"] == "COMPENSATION_CANCELLED"


def test_pays_a_compensation_as_a_late_adjustment_only(sp):
    claim = compensable(sp)
    sp.dispute(claim, 53)

    sp.wind(days=3)

    (granted,) = [one for one in sp.escrow(claim)["order_adjustment"] if "ompensation" in one["adjustment_reason"]]
    assert (sp.truth(claim).compensation.status, granted["amount"]) == ("COMPENSATION_APPROVED", 10.36)
