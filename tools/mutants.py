"""Are the tests of the rules any good? Mutates `rules/` and `assessing/` and counts what the tests notice.

mutmut leaves decorated functions alone, and our rules are decorated: so it works on a copy (`build/mutants`) in which
`@rule(…) def f` reads `def f` followed by `rule(…)(f)`, which is the same thing. Started again it goes on where it was.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
COPIED = ("src", "tests", "tools", "docs", "pyproject.toml")
MUTATED = ("src/makegood/rules", "src/makegood/assessing")


def undecorated(source: str) -> str:
    """The same module with each `@rule(…)` or `@step(…)` turned into a call after its function."""
    lines = source.split("\n")
    for node in sorted(ast.parse(source).body, key=lambda node: -node.lineno):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) in ("rule", "step"):
                call = "\n".join(lines[mark.lineno - 1 : mark.end_lineno]).lstrip().removeprefix("@")
                lines.insert(node.end_lineno or 0, f"\n\n{call}({node.name})")
                del lines[mark.lineno - 1 : mark.end_lineno]
    return "\n".join(lines)


def copy() -> None:
    """Lays the copy anew where a source changed; mutmut keeps the results of what did not."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source, target = ROOT / name, WORK / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    for folder in MUTATED:
        for file in (WORK / folder).glob("*.py"):
            file.write_text(undecorated(file.read_text("utf-8")), "utf-8")


def run(seconds: int | None = None) -> None:
    """Runs mutmut in the copy, for at most so many seconds; then tries what survived again, for tests may have grown."""
    mutmut = [str(Path(sys.executable).parent / "mutmut"), "run"]
    with (ROOT / "build" / "mutmut.log").open("w") as log:
        for again in (False, False, True):  # a first start may only lay the mutants out
            survivors = [name for name, state in results() if state in ("survived", "no tests")] if again else []
            if again and not survivors:
                return
            try:
                subprocess.run(mutmut + survivors, cwd=WORK, timeout=seconds, check=False, stdout=log, stderr=log)
            except subprocess.TimeoutExpired:
                print("time is up; started again, it goes on from here")
                return


def results() -> list[tuple[str, str]]:
    """Each mutant and what became of it: killed, survived, timeout, no tests, not checked …"""
    command = [str(Path(sys.executable).parent / "mutmut"), "results", "--all", "true"]
    said = subprocess.run(command, cwd=WORK, check=True, capture_output=True, text=True).stdout
    pairs = [line.strip().rpartition(": ") for line in said.splitlines() if ": " in line]
    return [(name, state) for name, _, state in pairs]


def main(arguments: list[str]) -> int:
    copy()
    run(int(arguments[0]) if arguments else None)
    every = results()
    counts = Counter(state for _, state in every)
    killed = counts["killed"] + counts["timeout"]
    checked = killed + counts["survived"] + counts["no tests"] + counts["suspicious"]
    print(f"{killed} of {checked} mutants killed, {killed / max(1, checked):.1%}; {dict(counts)}")
    (ROOT / "build" / "survivors.txt").write_text(
        "\n".join(n for n, state in every if state in ("survived", "no tests"))
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
