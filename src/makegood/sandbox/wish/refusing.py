"""How the platform says no: a status, its own code, its words (platforms/wish.md §1, §2)."""

from __future__ import annotations

from makegood.sandbox.stage import fields

BAD_PARAMETER = 1001
DISABLED = 1002
NOT_FOUND = 1004  # of v2's samples; open for v3
UNAUTHORISED = 1006
EXPIRED, REVOKED = 1007, 1008
NO_TOKEN = 1012
CREDENTIALS, CODE_USED, CODE_EXPIRED, CODE_WRONG = 10001, 10002, 10004, 10008
NO_JOB = 90001
NOT_NOW = 1000  # open: v3 publishes no code for a deed that the order's or ticket's state forbids; v2's general one


class Refused(Exception):
    """Answered with `status` and the envelope `{message, code, data: {}}`; nothing was done."""

    def __init__(self, code: int, words: str, *, status: int = 400) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


def not_found(kind: str, id: str) -> Refused:
    return Refused(NOT_FOUND, f"No '{kind}' Found with id: '{id}'")


class Fields(fields.Fields):
    """Parameters of a call, refused in the platform's words."""

    def missing(self, name: str) -> Exception:
        return Refused(BAD_PARAMETER, f"Missing required parameter: {name}")

    def unfit(self, words: str) -> Exception:
        return Refused(BAD_PARAMETER, words)
