"""Evidence: multipart whose bytes are not signed, checked pictures, limits, and a platform that does not take any (§7.12)."""

from __future__ import annotations

import pytest

JPEG, PNG = b"\xff\xd8\xff\xe0 picture", b"\x89PNG\r\n\x1a\n picture"


def upload(ae, issue, picture=JPEG, extension="jpg", **more):
    asked = {"issue_id": str(issue["id"]), "buyer_login_id": issue["buyer_login"], "extension": extension, **more}
    return ae.call("aliexpress.issue.image.upload", asked, files={"image_bytes": picture} if picture else None)


@pytest.mark.parametrize(("picture", "extension"), [(JPEG, "jpg"), (JPEG, "jpeg"), (PNG, "png"), (b"GIF89a", "gif")])
def test_takes_a_picture_without_its_bytes_in_the_signature(ae, picture, extension):
    issue = ae.issue()

    assert upload(ae, issue, picture, extension)["result_object"] is True
    (kept,) = ae.admin("state")["evidence"]
    assert (kept["bytes"], kept["extension"]) == (len(picture), extension)


def test_shows_the_picture_at_the_sellers_step(ae):
    issue = ae.issue()
    ae.save(issue)
    upload(ae, issue)
    step = next(s for s in ae.dispute(issue)["process_dto_list"] if s["action_type"] == "seller_create_solution")

    assert [picture["owner"] for picture in step["attachments"]] == ["seller"]


@pytest.mark.parametrize(
    ("picture", "extension"), [(b"MZ not a picture", "jpg"), (JPEG, "png"), (JPEG, "exe"), (b"<svg/>", "svg")]
)
def test_refuses_what_is_no_picture_of_its_name(ae, picture, extension):
    assert upload(ae, ae.issue(), picture, extension)["error_response"]["code"] == "UploadFail"
    assert ae.admin("state")["evidence"] == []


@pytest.mark.parametrize(("size", "fine"), [(1000, True), (1001, False)])
def test_takes_pictures_up_to_the_limit(ae, size, fine):
    assert ae.admin("figures")["evidence_bytes_most"] == 2_000_000
    ae.admin("figures", {"evidence_bytes_most": 1000})
    answer = upload(ae, ae.issue(), JPEG.ljust(size, b"."))

    assert ("error_response" not in answer) is fine


def test_takes_five_pictures_a_step(ae):
    issue = ae.issue()
    answers = [upload(ae, issue, JPEG + bytes([n])) for n in range(6)]

    assert ["error_response" in answer for answer in answers] == [False] * 5 + [True]


def test_needs_the_bytes(ae):
    assert upload(ae, ae.issue(), picture=None)["error_response"]["code"] == "MissingParameter"


def test_can_be_a_platform_that_takes_none(ae):
    ae.admin("figures", {"evidence_supported": False})

    assert upload(ae, ae.issue())["error_response"]["sub_code"] == "isv.unsupported-operation"


def test_answers_the_platforms_question(ae):
    issue = ae.issue()
    ae.admin(f"issues/{issue['id']}/platform", {"act": "ask_evidence", "hours": 48})
    assert ae.dispute(issue)["reverse_detail_status"] == "wait_for_your_evidence"

    upload(ae, issue)
    assert ae.dispute(issue)["reverse_detail_status"] == "wait_for_AE_feedback"


def test_rules_without_evidence_when_the_question_lapses(ae):
    issue = ae.issue()
    ae.admin(f"issues/{issue['id']}/platform", {"act": "ask_evidence", "hours": 48})
    ae.wind(hours=48)

    assert ae.dispute(issue)["issue_status"] == "finish"
