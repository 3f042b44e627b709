"""Messages pushed to a callback (§2.5): a form with the text and its signature, which covers the text as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from makegood.sandbox.ali1688.signing import message_signature
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import milliseconds
from makegood.sandbox.stage.sending import Push

FORM = "application/x-www-form-urlencoded;charset=UTF-8"


def messenger(state: State) -> Push:
    """Sends what the trade tells. Late, doubled and out of order as it is set to (§7.16)."""

    def signed(app_key: str, _url: str, body: bytes) -> tuple[bytes, dict[str, str]]:
        text = body.decode()
        form = {"message": text, "_aop_signature": message_signature(state.apps[app_key].secret, text)}
        return urlencode(form).encode(), {"Content-Type": FORM}

    def policy() -> tuple[float, Sequence[int]]:
        return state.figures.push_answer_milliseconds / 1000, state.figures.push_retry_seconds

    push = Push(state, state.apps, signed, policy)

    def announce(topic: str, member: str, data: Mapping[str, Any]) -> None:
        document = {
            "msgId": state.number("message"),
            "gmtBorn": milliseconds(state.at),
            "type": topic,
            "userInfo": member,
            "data": dict(data),
            "extraInfo": {},
        }
        push.announce(document)

    state.announce = announce
    state.notices = lambda: push.notices
    return push
