"""An export read in a process of its own, with an end to its time, memory and output: no file of a stranger's may harm ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from makegood.core.text import Text

SOURCE = Path(__file__).parents[2]
RUN = "import sys; sys.path.insert(0, sys.argv[1]); from makegood.exports.confined_process import main; main(sys.argv[2:])"


@dataclass(frozen=True, slots=True)
class Bounds:
    """House: what reading one file may take; a hundred thousand orders need a fifth of it."""

    seconds: int = 120
    """Of processor time; of time at all, twice that."""
    memory: int = 3 << 30
    output: int = 400_000_000


class NotRead(Exception):
    """The file could not be read within its bounds, or is not what it seems; says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@contextmanager
def asked(content: bytes, name: str, job: Mapping[str, Any], bounds: Bounds | None = None) -> Iterator[Iterator[Any]]:
    """What the process answers, a JSON value a line, read as it is asked for. Raises `NotRead`.

    The file lies in a folder of its own, which is gone afterwards; the process sees no environment of ours, and so no database.
    """
    bounds = bounds or Bounds()
    with tempfile.TemporaryDirectory(prefix="makegood-import-") as made:
        folder = Path(made)
        (folder / name).write_bytes(content)
        (folder / "job.json").write_text(json.dumps({**job, "file": name}), encoding="utf-8")
        _run(folder, bounds)
        with (folder / "answer.jsonl").open(encoding="utf-8") as lines:
            yield (json.loads(line) for line in lines)


def _run(folder: Path, bounds: Bounds) -> None:
    limits = [str(bounds.seconds), str(bounds.memory), str(bounds.output)]
    environment = {"LANG": "C.UTF-8", "TMPDIR": str(folder), "HOME": str(folder), "PATH": os.defpath}
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-I", "-c", RUN, str(SOURCE), *limits],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(timeout=2 * bounds.seconds)
    except subprocess.TimeoutExpired:
        code = -signal.SIGXCPU
    finally:
        _end(process)
    if code:
        raise NotRead(_why(code, bounds))


def _end(process: subprocess.Popen[bytes]) -> None:
    """It, and whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _why(code: int, bounds: Bounds) -> Text:
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        return Text(
            f"reading it took more than {bounds.seconds} seconds; save it anew as CSV (UTF-8), or in smaller files",
            f"读取超过 {bounds.seconds} 秒；请另存为 CSV（UTF-8），或拆成较小的文件",
        )
    if -code == signal.SIGXFSZ:
        return Text(
            "it unfolds to more than an export holds; export a shorter span of time",
            "文件展开后过大；请缩短导出的时间范围",
        )
    return Text(
        f"it could not be read within {bounds.memory >> 20:,} MB of memory; save it anew as CSV (UTF-8), or in smaller files",
        f"无法在 {bounds.memory >> 20:,} MB 内存内读取；请另存为 CSV（UTF-8），或拆成较小的文件",
    )
