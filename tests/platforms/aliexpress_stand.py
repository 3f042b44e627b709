"""A connector whose gateway is a table: by method, what it answers. For mapping only; the sandbox is what tests behaviour."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import httpx

from makegood.connectors.aliexpress import signing
from makegood.connectors.aliexpress.connector import AliExpress
from makegood.core.money import Money
from makegood.core.words import Action
from makegood.usecases.ports import Act, SignInNeeded
from makegood.wire.wire import Wire
from tests.wire.calling import OpenPace

NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)
SECRET, TOKEN = "CANARY-SECRET", "CANARY-TOKEN"  # noqa: S105
ISSUE, ORDER, BUYER = "60000000000001", "8190000000000017", "us1099999999"

Body = Any
"""A dict is the body of a 200; a response or an exception is itself; a function is asked with the form."""


class Keys:
    """A vault whose tokens are numbered."""

    def __init__(self, *, renewals: int = 1) -> None:
        self.number, self.left = 0, renewals

    def access(self) -> str:
        return f"{TOKEN}-{self.number}"

    def renew(self, stale: str) -> str:
        assert stale == self.access()
        if not self.left:
            raise SignInNeeded("IllegalRefreshToken", "expired")
        self.number, self.left = self.number + 1, self.left - 1
        return self.access()


class Stand:
    def __init__(self, **answers: Body | list[Body]) -> None:
        """Methods by a part of their name; of a list each answer once, and the last one stays."""
        self.answers = {name: list(told) if isinstance(told, list) else [told] for name, told in answers.items()}
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.files: list[tuple[str, bytes]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        method = request.url.params["method"]
        form = self._form(request)
        self.calls.append((method, form))
        assert form.pop("sign") == signing.sync(SECRET, {**form, "method": method})
        name = next(name for name in self.answers if name in method)
        waiting = self.answers[name]
        told = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if callable(told) and not isinstance(told, httpx.Response):
            told = told(form)
        if isinstance(told, Exception):
            raise told
        response = told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(response.content))

    def _form(self, request: httpx.Request) -> dict[str, str]:
        kind = request.headers["content-type"]
        if not kind.startswith("multipart/"):
            return dict(parse_qsl(request.read().decode(), strict_parsing=True))
        message = BytesParser(EmailMessage, policy=HTTP).parsebytes(
            b"content-type: " + kind.encode() + b"\r\n\r\n" + request.read()
        )
        form = {}
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if part.get_filename():
                self.files.append((part.get_filename(), content))
            else:
                form[name] = content.decode()
        return form

    def made(self, part: str) -> list[dict[str, str]]:
        """The forms of the calls of that method."""
        return [form for method, form in self.calls if part in method]

    def param(self, part: str, name: str) -> dict[str, Any]:
        (form,) = self.made(part)
        return json.loads(form[name])


def connector(stand: Stand | Callable[..., Any], **options: Any) -> AliExpress:
    wire = Wire({"api-sg.aliexpress.com"}, transport=httpx.MockTransport(stand), sleep=lambda _: None)
    given = {"vault": Keys(), "pace": OpenPace(), "now": lambda: NOW} | options
    return AliExpress(app_key="10000001", secret=SECRET, wire=wire, **given)


def act(action: Action, amount: str | None = None, currency: str = "USD", **more: Any) -> Act:
    from decimal import Decimal

    told = {"order": ORDER, "dispute": ISSUE, "first_sent_at": NOW - timedelta(minutes=5)}
    facts = {name: more.pop(name) for name in ("order", "dispute", "first_sent_at") if name in more}
    money = Money(Decimal(amount), currency) if amount is not None else None
    return Act("a-1", action, money=money, details={"buyer": BUYER} | more, **(told | facts))


DONE = {"result_object": True, "result_success": True}


def error(code: str, sub: str = "", words: str = "") -> dict[str, Any]:
    return {"error_response": {"type": "ISV", "code": code, "msg": "m", "sub_code": sub, "sub_msg": words}}
