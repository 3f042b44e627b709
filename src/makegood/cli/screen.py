"""`makegood screen ORDERS --json`: a table of orders in, a verdict an order out, and a summary."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from makegood.core.money import Money
from makegood.core.reading import setting_shape
from makegood.core.shapes import Notes
from makegood.core.words import Parameter, Platform
from makegood.policies.policy import book

MISSING = "`makegood screen` needs DuckDB, sqlglot and calamine: install makegood[screen]"
SHOWN = 10


def run(arguments: list[str]) -> int:
    """0: screened. 2: the table, a setting or a rule is refused."""
    options = _parser().parse_args(arguments)
    try:
        from makegood.screening import RuleRefused, TableRefused, screen
    except ModuleNotFoundError as reason:
        print(f"{MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    try:
        verdicts = screen(
            options.orders,
            parameters=parameters(options.platform, options.set),
            zone=options.zone,
            platform=options.platform,
            mapping=dict(options.map),
            history=options.history,
            unpaid_words=unpaid_words(options.platform),
        )
        _print_lines(verdicts) if options.json else _print_shown(verdicts, options.lang)
    except (TableRefused, RuleRefused) as reason:
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
    parser.add_argument(
        "--map", action="append", default=[], type=_pair, metavar="COLUMN=HEADER", help="name a column's header"
    )
    parser.add_argument(
        "--set", action="append", default=[], type=_setting, metavar="NAME=VALUE", help="override a number of policy"
    )
    parser.add_argument("--platform", choices=list(Platform))
    parser.add_argument("--zone", help="the zone of local times, such as Asia/Shanghai")
    parser.add_argument("--history", action="store_true", help="add the buyer's earlier orders to each line")
    parser.add_argument("--lang", choices=("en", "zh"), default="zh", help="language of the text shown without --json")
    return parser


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected COLUMN=HEADER")
    return name, value


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
    if summary["refused_rows"]:
        lines.append(
            (f"  rows refused: {len(summary['refused_rows']):,}")
            if language == "en"
            else f"  未读入的行：{len(summary['refused_rows']):,}"
        )
    lines += ["  " + (note[language] if isinstance(note, dict) else str(note)) for note in summary.get("notes", ())]
    return lines
