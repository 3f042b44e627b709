"""`makegood screen ORDERS --json`: a table of orders in, a verdict an order out, and a summary."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from makegood.cli import naming
from makegood.core.money import Money
from makegood.core.reading import setting_shape
from makegood.core.shapes import Notes
from makegood.core.words import Parameter, Platform
from makegood.policies.policy import book

if TYPE_CHECKING:
    from makegood.screening.naming import Naming

MISSING = "`makegood screen` needs DuckDB, sqlglot and calamine: install makegood[screen]"
SHOWN = 10


def run(arguments: list[str]) -> int:
    """0: screened. 2: the table, a setting, a rule or the file of remembered mappings is refused."""
    options = _parser().parse_args(arguments)
    try:
        from makegood.screening import RuleRefused, TableRefused, screen
        from makegood.screening.kinds import COLUMNS
        from makegood.screening.remembered import MappingsDamaged
    except ModuleNotFoundError as reason:
        print(f"{MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    try:
        headers = naming.named(options)
        if options.forget:
            print(json.dumps(naming.drop(options, headers, options.orders), ensure_ascii=False, separators=(",", ":")))
            return 0
        verdicts = screen(
            options.orders,
            parameters=parameters(options.platform, options.set),
            zone=options.zone,
            platform=options.platform,
            mapping=headers,
            history=options.history,
            unpaid_words=unpaid_words(options.platform),
        )
        told = _with_names(verdicts, headers)
        _print_lines(told) if options.json else _print_shown(told, options.lang)
        naming.keep(options, headers, COLUMNS)
    except (TableRefused, RuleRefused, MappingsDamaged) as reason:
        print(reason, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader went away; main knows that nothing is wrong
        raise
    except OSError as reason:
        print(f"{reason.filename or options.orders}: {reason.strerror or reason}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="makegood screen", description="Audit a table of orders (CSV, XLSX, Parquet or JSONL)."
    )
    parser.add_argument("orders", nargs="+", metavar="ORDERS")
    parser.add_argument("--json", action="store_true", help="JSON lines: one an order, then the summary")
    naming.add_to(parser)
    parser.add_argument(
        "--set", action="append", default=[], type=_setting, metavar="NAME=VALUE", help="override a number of policy"
    )
    parser.add_argument("--platform", choices=list(Platform))
    parser.add_argument("--zone", help="the zone of local times, such as Asia/Shanghai")
    parser.add_argument("--history", action="store_true", help="add the buyer's earlier orders to each line")
    parser.add_argument("--lang", choices=("en", "zh"), default="zh", help="language of the text shown without --json")
    return parser


def _setting(text: str) -> tuple[Parameter, Decimal]:
    name, _, value = text.partition("=")
    if name not in Parameter.__members__:
        raise argparse.ArgumentTypeError(f"found {name!r}; expected one of {', '.join(Parameter)}")
    notes = Notes()
    number = setting_shape(name).read(int(value) if value.isascii() and value.isdigit() else value, name, notes)
    number = Decimal(number) if isinstance(number, int) else number
    if notes.faults or not isinstance(number, Decimal):
        expected = notes.faults[0].expected if notes.faults else "a number"
        raise argparse.ArgumentTypeError(f"found {value!r} for {name}; expected {expected}")
    return Parameter(name), number


def parameters(platform: str | None, overrides: Iterable[tuple[Parameter, Decimal]] = ()) -> dict[str, Decimal]:
    """The newest numbers of policy by name; money is left out, for no audit rule reads it."""
    found: dict[str, Decimal] = {}
    for name, number in book(Platform(platform) if platform else Platform.aliexpress).numbers.items():
        if number.values and not isinstance(number.values[-1].value, Money):
            found[str(name)] = number.values[-1].value
    return found | {str(name): value for name, value in overrides}


def unpaid_words(platform: str | None) -> frozenset[str]:
    """The status words that mean "not paid yet": the platform's, or every platform's where it is not said."""
    chosen = [Platform(platform)] if platform else list(Platform)
    return frozenset().union(*(book(one).unpaid_words for one in chosen))


def _with_names(verdicts: Iterable[dict[str, Any]], headers: Naming) -> Iterator[dict[str, Any]]:
    """The summary also says which headers were named by a person, and which one might want to."""
    for verdict in verdicts:
        if "summary" in verdict:
            verdict["summary"] |= naming.told(headers)
        yield verdict


def _print_lines(verdicts: Iterable[dict[str, Any]]) -> None:
    for verdict in verdicts:
        print(json.dumps(verdict, ensure_ascii=False, separators=(",", ":")))


def _print_shown(verdicts: Iterable[dict[str, Any]], language: str) -> None:
    print(summarised(verdicts, language))


def summarised(verdicts: Iterable[dict[str, Any]], language: str, most: int = SHOWN) -> str:
    """The first orders that are not plain passes, and the counts."""
    lines: list[str] = []
    more = 0
    for verdict in verdicts:
        if "summary" in verdict:
            return "\n".join([*lines, *([f"  … + {more}"] if more else []), *_summary(verdict["summary"], language)])
        if verdict["level"] == "pass":
            continue
        if len(lines) >= most:
            more += 1
            continue
        why = "; ".join(f"{reason['why'][language]} [{reason['clause']}]" for reason in verdict["reasons"])
        lines.append(f"  {verdict['level']:<5} {verdict['score']:>3}  {verdict['order']}  {why}")
    return "\n".join(lines)


def _summary(summary: dict[str, Any], language: str) -> list[str]:
    orders, levels = summary["orders"], summary["levels"]
    counts = " · ".join(f"{level} {count:,}" for level, count in levels.items())
    lines = [f"  {orders:,} orders: {counts}" if language == "en" else f"  {orders:,} 单：{counts}"]
    if summary["unrecognised"]:
        lines.append(
            ("  not recognised: " if language == "en" else "  未识别列：") + ", ".join(summary["unrecognised"])
        )
    if summary.get("suggested"):
        words = "; ".join(
            f"--map {shlex.quote(f'{column}={header}')}" for column, header in summary["suggested"].items()
        )
        lines.append(("  perhaps: " if language == "en" else "  或许可以：") + words)
    if summary.get("mapping") == "remembered":
        words = ", ".join(f"{column}={header}" for column, header in summary["mapped"].items())
        lines.append(("  remembered mapping: " if language == "en" else "  沿用记住的表头对应：") + words)
    if summary["refused_rows"]:
        lines.append(
            (f"  rows refused: {len(summary['refused_rows']):,}")
            if language == "en"
            else f"  未读入的行：{len(summary['refused_rows']):,}"
        )
    lines += ["  " + (note[language] if isinstance(note, dict) else str(note)) for note in summary.get("notes", ())]
    return lines
