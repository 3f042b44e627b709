"""How the platform says no: a gateway's error, a business refusal in a good answer, or a back end's error inside a text (§1.5)."""

from __future__ import annotations

import json
from dataclasses import dataclass


class Refused(Exception):
    """The call was understood and is not granted; `code` and `words` go into the method's own members."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class Trouble:
    """One error of the gateway, with the HTTP status it comes with. *Open*, save for the limit's 400: which status goes with which."""

    code: str
    words: str
    status: int


SIGNATURE = Trouble("gw.SignatureInvalid", "Invalid signature", 400)
MISSING = Trouble("gw.ParamMissing", "Required parameter missing", 400)
ARGUMENT = Trouble("400", "Invalid parameter", 400)
TIMESTAMP = Trouble("gw.TimestampInvalid", "Invalid timestamp", 400)  # open: the code
APP_KEY = Trouble("gw.AppKeyNotFound", "App key not found", 400)  # open: the code
NO_METHOD = Trouble("gw.APIUnsupported", "API not supported", 404)  # open: the code
LIMIT = Trouble("gw.QosAppFrequencyLimit", "App call exceeds limited frequency", 400)
DENIED = Trouble("gw.APIACLDecline", "AppKey is not allowed to call this API", 403)
SESSION = Trouble("401", "Request need user authorized", 401)
GRANT = Trouble("401", "invalid grant", 401)  # open: how a spent code or token is refused


class GatewayError(Exception):
    """Answered with `error_code` and `error_message`, whatever the method's own members are."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble = trouble
        self.words = f"{trouble.words}: {detail}" if detail else trouble.words
        super().__init__(f"{trouble.code}: {self.words}")


def back_end(code: str, words: str, cause: str) -> Refused:
    """Quirk (§1.5, §7.5): the refund back end's own error is a JSON text within code 500."""
    return Refused("500", json.dumps({"errorCode": code, "errorMessage": words, "cause": cause}, ensure_ascii=False))


def not_theirs() -> Refused:
    return back_end("003", "SERVICE:no such data for this caller", "")


def no_such_refund(told: str) -> Refused:
    return back_end(
        "003002",
        "SERVICE:INVOKE_FAIL:refund data",
        f"errorCode:REFUND_DATA_ERROR,errorMsg:refundId : {told},cause:null",
    )


def in_trouble() -> Refused:
    """The back end fell over: a caller cannot tell whether it did anything."""
    return back_end(
        "003002", "SERVICE:INVOKE_FAIL:OrderRefundService", "errorCode:SYSTEM_ERROR,errorMsg:null,cause:null"
    )
