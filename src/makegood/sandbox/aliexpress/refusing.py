"""How the platform says no: a business refusal inside a well-formed answer, or an error of the gateway."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """The call was understood and is not granted. `code` and `words` go into the method's own flags."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class Trouble:
    """One error as both gateway generations spell it (platforms/aliexpress.md §1.7, and what the live gateway answers)."""

    top: int
    top_words: str
    iop: str
    words: str
    sub_code: str = ""
    type: str = "ISV"


SIGNATURE = Trouble(
    25,
    "Invalid Signature",
    "IncompleteSignature",
    "The request signature does not conform to platform standards",
    "isv.invalid-signature",
)
TIMESTAMP = Trouble(
    31, "Invalid Timestamp", "IllegalTimestamp", "The specified timestamp is not valid", "isv.invalid-timestamp"
)
APP_KEY = Trouble(29, "Invalid App Key", "InvalidAppkey", "The specified App Key is invalid", "isv.appkey-not-exists")
SESSION = Trouble(
    27,
    "Invalid Session",
    "IllegalAccessToken",
    "The specified access token is invalid or expired",
    "isv.invalid-sessionkey",
)
NO_METHOD = Trouble(22, "Invalid Method", "InvalidApiPath", "The specified API path is invalid", "isv.invalid-method")
PERMISSION = Trouble(
    11,
    "Insufficient ISV Permissions",
    "InsufficientPermission",
    "App does not have permission to access this api",
    "isv.permission-api-package-limit",
)
FORMAT = Trouble(23, "Invalid Format", "InvalidFormat", "Only json is spoken here", "isv.invalid-format")
UPLOAD = Trouble(3, "Upload Fail", "UploadFail", "The image was not taken", "isv.invalid-image")
MISSING = Trouble(
    40, "Missing Required Arguments", "MissingParameter", "Missing required arguments", "isv.missing-parameter"
)
ARGUMENT = Trouble(41, "Invalid Arguments", "InvalidParameter", "Invalid arguments", "isv.invalid-parameter")
REMOTE = Trouble(15, "Remote service error", "15", "Remote service error")
LIMIT = Trouble(
    7, "App Call Limited", "ApiCallLimit", "The request has exceeded the access limit", "accesscontrol.limited-by-api"
)
BACK_END = Trouble(
    15, "Remote service error", "ServiceUnavailable", "Service is unavailable", "isp.remote-service-timeout", "ISP"
)
CODE = Trouble(40, "Missing Required Arguments", "InvalidCode", "Invalid authorization code", "isv.invalid-code")
REFRESH = Trouble(
    27,
    "Invalid Session",
    "IllegalRefreshToken",
    "The specified refresh token is invalid or expired",
    "isv.invalid-refresh",
)


class GatewayError(Exception):
    """An answer with `error_response` (or its /rest form) instead of the method's own."""

    def __init__(self, trouble: Trouble, detail: str = "", *, sub_code: str = "") -> None:
        super().__init__(f"{trouble.iop}: {detail or trouble.words}")
        self.trouble, self.detail, self.sub_code = trouble, detail, sub_code or trouble.sub_code
