"""One fuzzing process: gives inputs to an instrumented parser, keeps what is unexpected and what is slow, and goes on."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import resource
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import atheris  # type: ignore[import-untyped]

from tools.fuzz.mutations import Mutator, dictionary
from tools.fuzz.parsers import PARSERS

SLOW = 0.3
"""CPU seconds, instrumented, from which an input is kept to be measured again in quiet."""
KEPT = 40
"""Slow inputs kept of one run."""


@dataclass(slots=True)
class Watch:
    """What a run has seen so far; written down every few seconds, for libFuzzer ends the process without a word to Python."""

    folder: Path
    executions: int = 0
    seconds: float = 0.0
    started: float = field(default_factory=time.monotonic)
    told: float = 0.0
    slow: list[float] = field(default_factory=list)
    findings: set[str] = field(default_factory=set)

    def keep_slow(self, content: bytes, seconds: float) -> None:
        """Only what is slower than the slowest so far, or slow in earnest."""
        if seconds > max([SLOW, *self.slow]) or (seconds > 1 and len(self.slow) < KEPT):
            self.slow.append(seconds)
            (self.folder / "slow").mkdir(exist_ok=True)
            (self.folder / "slow" / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)

    def keep_finding(self, content: bytes, error: BaseException) -> None:
        """One input for each kind of exception and place."""
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/makegood/" in frame.filename] or frames
        name = f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
        folder = self.folder / "findings"
        if name not in self.findings:
            self.findings.add(name)
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.input").write_bytes(content)
            (folder / f"{name}.txt").write_text(
                "".join(traceback.format_exception(error)), encoding="utf-8", errors="replace"
            )

    def tell(self, *, is_last: bool) -> None:
        now = time.monotonic()
        if is_last or now - self.told > 2:
            self.told = now
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            told = {
                "executions": self.executions,
                "seconds": round(now - self.started, 1),
                "cpu": round(time.process_time(), 1),
                "rss_mb": peak,
                "slowest": self.seconds,
            }
            (self.folder / "watch.json").write_text(json.dumps(told))


def main(name: str, folder: Path, limit: float, libfuzzer: list[str]) -> None:
    """Never returns: libFuzzer ends the process, or `limit` seconds of processor time are over."""
    logging.disable()
    parser, watch = PARSERS[name], Watch(folder)
    with atheris.instrument_imports(include=["makegood"]):
        read = parser.load()
    seeds = [file.read_bytes() for file in sorted((folder / "seeds").iterdir())]
    mutator = Mutator.of(parser, seeds, _bare)
    words = folder / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in dictionary(mutator)) or '# none\n"xl"\n')

    def once(content: bytes) -> None:
        begun = time.process_time()
        try:
            read(content)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of a library in Rust is no Exception
            watch.keep_finding(content, error)
        seconds = time.process_time() - begun
        watch.executions += 1
        if seconds > watch.seconds:
            watch.seconds = seconds
        if seconds > SLOW:
            watch.keep_slow(content, seconds)
        watch.tell(is_last=(is_over := time.process_time() > limit))
        if is_over:
            os._exit(0)  # the corpus is on disk already

    atheris.Setup([sys.argv[0], f"-dict={words}", *libfuzzer], once, custom_mutator=mutator.mutate)
    atheris.Fuzz()


def _bare(content: bytes, most: int) -> bytes:
    """libFuzzer's own mutation; `Fuzz` puts another `Mutate` in the place of the one that is imported."""
    changed: bytes = atheris.Mutate(content, most)
    return changed


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
