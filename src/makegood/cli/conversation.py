"""`makegood conversation FILE|- --json`: text copied from a messenger or a mail as messages, one a line."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from makegood.conversations import Conversation, Message, UnknownZone, read_conversation
from makegood.core import instants
from makegood.core.words import Channel


def run(arguments: list[str]) -> int:
    """0: the text was read, whatever was found in it. 2: no such file, not text, or an argument is not valid."""
    options = _parser().parse_args(arguments)
    try:
        content = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        conversation = read_conversation(
            _decoded(content), channel=options.channel, zone=options.zone, ours=options.ours, on=options.on
        )
    except OSError as reason:
        print(f"{options.file}: {reason.strerror or reason}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print(f"{options.file}: found bytes that are no text; expected UTF-8, UTF-16 or GB 18030", file=sys.stderr)
        return 2
    except UnknownZone as reason:
        print(f"makegood conversation: {reason}", file=sys.stderr)
        return 2
    for message in conversation.messages:
        _print(_as_json(message, conversation.channel))
    _print({"summary": _summary(conversation)})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="makegood conversation", description="Read a pasted conversation.")
    parser.add_argument("file", metavar="FILE", help="the text; - reads standard input")
    parser.add_argument("--channel", type=Channel, choices=list(Channel), help="where it was copied; else told by form")
    parser.add_argument("--zone", help="the zone of its local times: Asia/Shanghai, +08:00")
    parser.add_argument("--ours", action="append", default=[], metavar="NAME", help="a name of ours, as in the text")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day of the paste: 2026-11-22")
    parser.add_argument("--json", action="store_true", help="one message a line (this is the only form)")
    return parser


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Windows in Chinese writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _as_json(message: Message, channel: Channel | None) -> dict[str, Any]:
    """Fields as a case file's `message` event names them; what goes with the paste only stands behind."""
    at = instants.show(message.at) if message.at else None
    return {
        "at": at,
        "type": "message",
        "direction": message.side,
        "channel": channel,
        "text": message.text,
        "author": message.author,
        "subject": message.subject,
        "quoted": message.quoted,
        "lines": [message.first, message.last],
        "certain": message.is_certain and channel is not None,
        "doubts": [one.as_json() for one in message.doubts],
    }


def _summary(conversation: Conversation) -> dict[str, Any]:
    certain = sum(one.is_certain for one in conversation.messages) if conversation.channel else 0
    return {
        "channel": conversation.channel,
        "messages": len(conversation.messages),
        "certain": certain,
        "doubtful": len(conversation.messages) - certain,
        "unread": [{"line": one.line, "text": one.text, "why": one.why.as_json()} for one in conversation.unread],
    }


def _print(document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    print(text.encode("utf-8", "backslashreplace").decode())
