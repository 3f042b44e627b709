"""Pictures as evidence: multipart, the bytes never signed, limits the documents leave open (platforms/aliexpress.md §2.3)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.disputes import must_be_open, step, waits
from makegood.sandbox.aliexpress.issue import Evidence, Issue, Step
from makegood.sandbox.aliexpress.methods.flags import result_object
from makegood.sandbox.aliexpress.methods.issues import asked_for
from makegood.sandbox.aliexpress.refusing import MISSING, REMOTE, UPLOAD, GatewayError
from makegood.sandbox.aliexpress.state import State

BEGINNINGS = {"jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "png": (b"\x89PNG\r\n\x1a\n",), "gif": (b"GIF8",)}


@method("aliexpress.issue.image.upload", permission="issue", flags=result_object)
def upload(call: Call) -> None:
    if not call.state.figures.evidence_supported:
        # Quirk (§7.12): the FAQ says this call is not supported while the catalogue lists it; here either can be had.
        raise GatewayError(REMOTE, "issue image upload is not supported", sub_code="isv.unsupported-operation")
    issue = asked_for(call, call.fields.number("issue_id"), call.fields.text("buyer_login_id"))
    must_be_open(issue)
    extension, picture = call.fields.text("extension").lower().lstrip("."), call.files.get("image_bytes")
    if picture is None:
        raise GatewayError(MISSING, "image_bytes")
    is_picture(call.state, extension, picture)
    keep(call.state, issue, extension, picture)


def is_picture(state: State, extension: str, picture: bytes) -> None:
    if extension not in BEGINNINGS or not picture.startswith(BEGINNINGS[extension]):
        raise GatewayError(UPLOAD, f"the bytes are no {extension}; expected {', '.join(BEGINNINGS)}")
    most = state.figures.evidence_bytes_most
    if len(picture) > most:
        raise GatewayError(UPLOAD, f"the image has {len(picture)} bytes, at most {most} are taken")


def keep(state: State, issue: Issue, extension: str, picture: bytes) -> None:
    """The picture joins the seller's last step of the process, or makes one."""
    last = last_step(state, issue)
    if len(last.pictures) >= state.figures.evidence_images_most:
        raise GatewayError(UPLOAD, f"the step has {len(last.pictures)} images already")
    digest = hashlib.sha256(picture).hexdigest()
    path = f"https://sandbox.example.test/evidence/{digest[:16]}.{extension}"
    issue.steps[issue.steps.index(last)] = replace(last, pictures=(*last.pictures, path))
    state.evidence.append(Evidence(issue.id, "seller", extension, len(picture), digest, state.at, last.id))
    if issue.detail_status == "wait_for_your_evidence":
        waits(issue, "wait_for_AE_feedback", issue.timeout_type, issue.timeout_at)
    state.changed(issue)


def last_step(state: State, issue: Issue) -> Step:
    """Open: which step a picture belongs to, and the word for one that stands alone."""
    own = [one for one in issue.steps if one.by == "seller"]
    return own[-1] if own else step(state, issue, "seller_upload_evidence", "seller")
