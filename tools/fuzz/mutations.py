"""One mutation for each form of input: by its structure mostly, and by bare bytes now and then."""

from __future__ import annotations

import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tools.fuzz import json_text, plain_text, workbook
from tools.fuzz.parsers import FILES, Parser

BARE = 0.15
"""How many inputs are changed without regard to their structure."""
_UNREADABLE = (
    ValueError, RecursionError, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
Bare = Callable[[bytes, int], bytes]


@dataclass(frozen=True, slots=True)
class Mutator:
    """`seeds` lend their values and lines; `bare` mutates bytes of which nothing is known."""

    parser: Parser
    seeds: Sequence[bytes]
    known: json_text.Known
    lines: Sequence[str]
    bare: Bare

    @classmethod
    def of(cls, parser: Parser, seeds: Sequence[bytes], bare: Bare) -> Mutator:
        texts = [seed.decode("utf-8", "ignore") for seed in seeds]
        if parser.form == "files":
            texts = [file.partition("\n")[2] for text in texts for file in text.split("\x00")]
        is_json = parser.form in ("json", "files", "lines")
        pieces: Iterable[str] = (
            (line for text in texts for line in text.split("\n")) if parser.form == "lines" else texts
        )
        lines = (
            sorted({line for text in texts for line in text.split("\n")}) if parser.form in ("text", "table") else []
        )
        return cls(parser, seeds, json_text.Known(iter(pieces if is_json else ())), lines, bare)

    def mutate(self, content: bytes, most: int, seed: int) -> bytes:
        """libFuzzer's custom mutator."""
        chance = random.Random(seed)
        if chance.random() >= BARE:
            try:
                changed = getattr(self, f"_{self.parser.form}")(content, chance)
            except _UNREADABLE:
                changed = b""
            if changed and len(changed) <= most:
                return bytes(changed)
        return self.bare(content, most)

    def _json(self, content: bytes, chance: random.Random) -> bytes:
        text = json_text.mutated(content.decode("utf-8", "surrogateescape"), chance, self.known)
        return text.encode("utf-8", "surrogateescape")

    def _files(self, content: bytes, chance: random.Random) -> bytes:
        files = content.split(FILES)
        if self.seeds and chance.random() < 0.08:
            files.insert(chance.randrange(len(files) + 1), chance.choice(chance.choice(self.seeds).split(FILES)))
        elif len(files) > 1 and chance.random() < 0.05:
            files.pop(chance.randrange(len(files)))
        at = chance.randrange(len(files))
        name, _, text = files[at].partition(b"\n")
        if self.seeds and chance.random() < 0.03:
            name = chance.choice(self.seeds).split(FILES)[0].partition(b"\n")[0]
        files[at] = name + b"\n" + self._json(text, chance)
        return FILES.join(files)

    def _lines(self, content: bytes, chance: random.Random) -> bytes:
        lines = content.split(b"\n")
        at = chance.randrange(len(lines))
        if chance.random() < 0.3 or not lines[at].strip():
            text = plain_text.mutated(content.decode("utf-8", "surrogateescape"), chance, (), self.parser.most)
            return text.encode("utf-8", "surrogateescape")
        lines[at] = self._json(lines[at], chance)
        return b"\n".join(lines)

    def _text(self, content: bytes, chance: random.Random) -> bytes:
        head, text = bytearray(content[:4].ljust(4, b"\x00")), content[4:].decode("utf-8", "surrogateescape")
        if chance.random() < 0.15:
            head[chance.randrange(4)] = chance.randrange(24)
        else:
            text = plain_text.mutated(text, chance, self.lines, self.parser.most - 4)
        return bytes(head) + text.encode("utf-8", "surrogateescape" if _is_bytes(text) else "replace")

    def _table(self, content: bytes, chance: random.Random) -> bytes:
        encoding = chance.choice(("gb18030", "utf-16", "utf-8-sig")) if chance.random() < 0.05 else "utf-8"
        text = plain_text.mutated(content.decode("utf-8", "surrogateescape"), chance, self.lines, self.parser.most)
        if chance.random() < 0.1:
            text = text.replace(chance.choice(",;\t"), chance.choice((",", ";", "\t", '","', '"')))
        return text.encode(encoding, "surrogateescape" if encoding == "utf-8" and _is_bytes(text) else "replace")

    def _archive(self, content: bytes, chance: random.Random) -> bytes:
        return workbook.mutated(content, chance)


def _is_bytes(text: str) -> bool:
    """Are its half characters bytes that were no UTF-8?"""
    return not any("\ud800" <= sign < "\udc80" or "\udcff" < sign <= "\udfff" for sign in text)


def dictionary(mutator: Mutator) -> list[bytes]:
    """Words for the bare mutations: names and short values of the seeds."""
    words = {json.dumps(name).encode() for name in mutator.known.names}
    words |= {line[:32].encode("utf-8", "ignore") for line in mutator.lines[:400]}
    return sorted(word for word in words if 2 < len(word) <= 64)[:800]
