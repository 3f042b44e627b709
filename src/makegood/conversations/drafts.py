"""A message while it is being read: its lines, and its day and hour as they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from makegood.conversations.moments import Clock, Day


@dataclass(slots=True)
class Draft:
    """`texts` are its own words, each with the number of its line."""

    first: int
    author: str | None = None
    day: Day | None = None
    clock: Clock | None = None
    texts: list[tuple[int, str]] = field(default_factory=list)
    last: int = 0
    doubts: list[str] = field(default_factory=list)
    utc: bool = False
    subject: str | None = None
    quoted: str | None = None
    has_words: bool = False

    def add(self, line: int, text: str) -> None:
        self.texts.append((line, text))
        self.has_words = self.has_words or not is_blank(text)

    def doubt(self, code: str) -> None:
        if code not in self.doubts:
            self.doubts.append(code)

    @property
    def text(self) -> str:
        if len(self.texts) < 2:
            return _bare(self.texts[0][1]) if self.texts else ""
        return joined(text for _, text in self.texts)

    @property
    def end(self) -> int:
        """Its last line that is not blank."""
        last = self.texts[-1][0] if self.texts and not is_blank(self.texts[-1][1]) else 0
        return max(self.first, self.last, last)

    def trim(self) -> None:
        while self.texts and is_blank(self.texts[-1][1]):
            self.texts.pop()


@dataclass(slots=True)
class Reading:
    """What a reader made of the lines: the drafts in order, and why each other line is no message.

    `is_weak`: an ordinary sentence can look like this form's header.
    """

    drafts: list[Draft] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    is_weak: bool = False


def joined(texts: Iterable[str]) -> str:
    """Lines as one text: no blanks at either end, and none that all lines begin with."""
    lines = [text.rstrip() for text in texts]
    inner = [len(line) - len(line.lstrip()) for line in lines[1:] if line]
    common = min([len(lines[0]) - len(lines[0].lstrip()), *inner]) if lines else 0
    return _bare("\n".join(line[common:] for line in lines))


def _bare(text: str) -> str:
    text = text.strip()
    return text if text.isascii() else text.strip("\u200e\u200f\u200b\ufeff").strip()


def is_blank(line: str) -> bool:
    return not line or line.isspace()
