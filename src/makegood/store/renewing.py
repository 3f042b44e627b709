"""`python -m makegood.store.renewing ORGANISATION SHOP VERSION`: renews a shop's tokens, in a process of its own.

A refresh token is used once: whoever dies between the platform's answer and our writing it down has lost the shop. A worker may be
killed at any moment, by a release or for want of memory; this process is in no group that anybody kills, and lives for one call.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from makegood.usecases.ports import Refused, SignInNeeded, Unanswered, Unavailable

PATIENCE = 120.0
"""Seconds that one call and the way there may take; then it is left alone, and what it does stays done."""


def apart(organisation: UUID, shop: UUID, version: int) -> None:
    """Has it done by another process, and waits for it. Raises what the platform's call raised."""
    command = [sys.executable, "-m", "makegood.store.renewing", str(organisation), str(shop), str(version)]
    process = subprocess.Popen(  # noqa: S603 - our own module, ids and a number
        command, env=_environment(), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True, text=True
    )
    try:
        told, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Unavailable("the renewal of the shop's token has not ended; it goes on by itself") from None
    if process.returncode:
        raise _error(
            json.loads(told.splitlines()[-1])
            if told.strip()
            else {"kind": "Unanswered", "why": "the renewal ended without a word"}
        )


def _error(told: Mapping[str, Any]) -> Exception:
    match told["kind"]:
        case "SignInNeeded":
            return SignInNeeded(told["code"], told["words"])
        case "Refused":
            return Refused(told["code"], told["words"])
        case "Unavailable":
            return Unavailable(told["why"], wait=timedelta(seconds=told["wait"]) if told["wait"] is not None else None)
        case _:
            return Unanswered(told["why"])


def _told(reason: Exception) -> dict[str, Any]:
    kind = type(reason).__name__
    if isinstance(reason, Refused):
        return {"kind": kind, "code": reason.code, "words": reason.words}
    if isinstance(reason, Unavailable):
        return {"kind": "Unavailable", "why": str(reason), "wait": reason.wait.total_seconds() if reason.wait else None}
    return {"kind": "Unanswered", "why": str(reason)}


def _environment() -> dict[str, str]:
    """This process's, with the database that it works on: an address is no argument, for those are seen by everybody."""
    from django.db import connections

    at = connections["default"].settings_dict
    where = f"{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
    return {**os.environ, "DATABASE_URL": f"postgresql://{quote(at['USER'])}:{quote(at['PASSWORD'])}@{where}"}


def main(arguments: list[str]) -> int:
    """0: renewed, or another did it. 1: not; why is one line of JSON."""
    from makegood.store import opening

    opening.open_store()
    from makegood.store.wiring import vault_of
    from makegood.store.workers import database_clock

    organisation, shop, version = UUID(arguments[0]), UUID(arguments[1]), int(arguments[2])
    try:
        vault_of(organisation, shop, database_clock).renewed_once(version)
    except (Refused, Unavailable, Unanswered) as reason:
        print(json.dumps(_told(reason)), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
