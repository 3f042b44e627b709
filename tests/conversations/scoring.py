"""How far a reading agrees with what is in the pasted text: line by line right, marked doubtful, or wrong."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from makegood.conversations import Conversation, Message, read_conversation
from makegood.core import instants
from makegood.core.words import Channel

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Pasted:
    """A pasted conversation, and what a careful reader finds in it."""

    name: str
    text: str
    known: dict[str, Any]

    def read(self) -> Conversation:
        options = self.known["options"]
        return read_conversation(
            self.text,
            channel=Channel(options["channel"]) if options["channel"] else None,
            zone=options["zone"],
            ours=options["ours"],
            on=date.fromisoformat(options["on"]) if options["on"] else None,
        )


def pasted(half: str) -> list[Pasted]:
    return [
        Pasted(file.stem, file.read_bytes().decode(), json.loads(file.with_suffix(".json").read_text("utf-8")))
        for file in sorted((HERE / half).glob("*.txt"))
    ]


def as_known(message: Message) -> dict[str, Any]:
    """A message in the words of the expected files."""
    return {
        "lines": [message.first, message.last],
        "at": instants.show(message.at) if message.at else None,
        "side": message.side,
        "author": message.author,
        "text": message.text,
        "doubts": sorted(one.code for one in message.doubts),
        "subject": message.subject,
        "quoted": message.quoted,
    }


def scored(one: Pasted) -> Counter[str]:
    """Lines `right`, `doubtful` and `wrong`: wrong is anything said that is not so, or a doubt kept silent."""
    conversation = one.read()
    lines = one.text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    found = {message.first: message for message in conversation.messages}
    unread = {each.line: each.why.code for each in conversation.unread}
    score: Counter[str] = Counter()
    for known in one.known["messages"]:
        first, last = known["lines"]
        told = [line for line in range(first, last + 1) if lines[line - 1].strip()]
        score[verdict(known, found.get(first), conversation.channel == one.known["channel"])] += len(told)
    for known in one.known["unread"]:
        score["right" if unread.get(known["line"]) == known["code"] else "wrong"] += 1
    return score


def verdict(known: dict[str, Any], message: Message | None, is_channel: bool) -> str:
    if message is None or not is_channel:
        return "wrong"
    said = as_known(message)
    told = ("author", "text", "lines", *(key for key in ("subject", "quoted") if key in known))
    is_same = all(said[key] == known[key] for key in told)
    is_same = is_same and all(said[key] in (None, known[key]) for key in ("at", "side"))
    if not is_same:
        return (
            "doubtful" if message.doubts and all(said[key] in (None, known[key]) for key in ("at", "side")) else "wrong"
        )
    if bool(said["doubts"]) is not bool(known["doubts"]):
        return "doubtful" if said["doubts"] else "wrong"
    return "doubtful" if said["doubts"] else "right"


if __name__ == "__main__":
    for half in ("tuned", "held"):
        total: Counter[str] = Counter()
        for one in pasted(half):
            total += scored(one)
        print(half, dict(total))
