"""Which side speaks: by our own names, or by the messenger's own words, never by what is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from email.utils import parseaddr

from makegood.conversations.formats import formats
from makegood.core.words import Channel, Direction

_NUMBERED = re.compile(r"(.{0,64}?)[(<](\d{5,10}|[^<>@\s]{1,64}@[^<>@\s]{1,64})[)>]")


class Sides:
    """Who among the authors of one paste is ours."""

    def __init__(self, channel: Channel | None, ours: Collection[str], theirs: Collection[str] = ()) -> None:
        self._named = {"ours": _names(ours), "theirs": _names(theirs)}
        self._channel = channel
        self._words = {side: _words(side, channel) for side in ("ours", "theirs", "platform")}
        self._only_other: tuple[str, Direction] | None = None
        self._seen: dict[str, tuple[Direction | None, bool]] = {}

    def look_at(self, authors: Iterable[str | None]) -> None:
        """One stranger beside us is the other side, and beside the buyer it is ours; of several, none can be told."""
        present = {author for author in authors if author}
        strangers = {author for author in present if not self.knows(author)}
        if len(strangers) != 1:
            return
        found = {self._looked_up(author)[0] for author in present - strangers}
        told = (Direction.out in found, Direction.in_ in found)
        if not any(told) and strangers == present:
            told = bool(self._named["ours"]), bool(self._named["theirs"])
        if told == (True, False):
            self._only_other = strangers.pop(), Direction.in_
        elif told == (False, True) and self._named["theirs"]:
            self._only_other = strangers.pop(), Direction.out

    def knows(self, author: str) -> bool:
        return self._looked_up(author)[1]

    def _looked_up(self, author: str) -> tuple[Direction | None, bool]:
        """The side, and whether the name is known at all: one that was given for both sides is, and tells nothing."""
        if author not in self._seen:
            ours, theirs = (self._is_given(side, author) for side in ("ours", "theirs"))
            is_given = ours or theirs
            if not is_given:  # a name given outranks the messenger's own words
                ours = author in self._words["ours"]
                theirs = author in self._words["theirs"] and not ours
            side = None if ours == theirs else Direction.out if ours else Direction.in_
            self._seen[author] = side, is_given or side is not None or author in self._words["platform"]
        return self._seen[author]

    def _is_given(self, side: str, author: str) -> bool:
        return not self._named[side].isdisjoint(self._spellings(author))

    def _spellings(self, author: str) -> set[str]:
        """Wangwang writes `account:clerk`; QQ has a number or an address behind the name, a mail an address."""
        every = {author}
        if self._channel in (Channel.wangwang, None):
            bare = author.removeprefix("cntaobao").removeprefix("cnalichn")
            every |= {bare, bare.replace("：", ":"), bare.replace("：", ":").partition(":")[0]}
        if self._channel in (Channel.other, None) and (numbered := _NUMBERED.fullmatch(author)):
            every |= {numbered[1].strip(), numbered[2], numbered[2].casefold()} - {""}
        if self._channel is Channel.email:
            name, address = parseaddr(author)
            every |= {name.strip().strip('"'), address, address.casefold()} - {""}
        return every

    def of(self, author: str | None) -> tuple[Direction | None, str | None]:
        """The side, or the code of the doubt."""
        if author is None:
            return None, "side_unknown"
        side, _ = self._looked_up(author)
        if side is not None:
            return side, None
        if author in self._words["platform"]:
            return None, "from_platform"
        if self._only_other is not None and author == self._only_other[0]:
            return self._only_other[1], None
        return None, "side_unknown"


def _names(given: Collection[str]) -> frozenset[str]:
    names = {name.strip() for name in given if name.strip()}
    return frozenset(names | {name.casefold() for name in names if "@" in name})


def _words(side: str, channel: Channel | None) -> frozenset[str]:
    table: dict[str, list[str]] = formats()["speakers"][side]
    if channel is None or channel not in table:
        return frozenset(word for words in table.values() for word in words) if channel is None else frozenset()
    return frozenset(table[channel])
