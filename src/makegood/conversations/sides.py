"""Which side speaks: by our own names, or by the messenger's own words, never by what is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from email.utils import parseaddr

from makegood.conversations.formats import formats
from makegood.core.words import Channel, Direction


class Sides:
    """Who among the authors of one paste is ours."""

    def __init__(self, channel: Channel | None, ours: Collection[str]) -> None:
        self._ours = {name.strip() for name in ours if name.strip()}
        self._ours |= {name.casefold() for name in self._ours if "@" in name}
        self._channel = channel
        self._words = {side: _words(side, channel) for side in ("ours", "theirs", "platform")}
        self._only_other: str | None = None

    def look_at(self, authors: Iterable[str | None]) -> None:
        """One stranger beside us is the other side; of several, none can be told."""
        present = {author for author in authors if author}
        strangers = {author for author in present if not self.knows(author)}
        one_is_ours = any(self.is_ours(author) for author in present)
        if len(strangers) == 1 and (one_is_ours or (self._ours and strangers == present)):
            self._only_other = strangers.pop()

    def knows(self, author: str) -> bool:
        return self.is_ours(author) or author in self._words["theirs"] or author in self._words["platform"]

    def is_ours(self, author: str) -> bool:
        if author in self._words["ours"]:
            return True
        return not self._ours.isdisjoint(self._spellings(author))

    def _spellings(self, author: str) -> set[str]:
        """Wangwang writes `account:clerk` for an account's clerk; a mail has a name and an address."""
        every = {author}
        if self._channel in (Channel.wangwang, None):
            bare = author.removeprefix("cntaobao").removeprefix("cnalichn")
            every |= {bare, bare.replace("：", ":"), bare.replace("：", ":").partition(":")[0]}
        if self._channel is Channel.email:
            name, address = parseaddr(author)
            every |= {name.strip().strip('"'), address, address.casefold()} - {""}
        return every

    def of(self, author: str | None) -> tuple[Direction | None, str | None]:
        """The side, or the code of the doubt."""
        if author is None:
            return None, "side_unknown"
        if self.is_ours(author):
            return Direction.out, None
        if author in self._words["platform"]:
            return None, "from_platform"
        if author in self._words["theirs"] or author == self._only_other:
            return Direction.in_, None
        return None, "side_unknown"


def _words(side: str, channel: Channel | None) -> frozenset[str]:
    table: dict[str, list[str]] = formats()["speakers"][side]
    if channel is None or channel not in table:
        return frozenset(word for words in table.values() for word in words) if channel is None else frozenset()
    return frozenset(table[channel])
