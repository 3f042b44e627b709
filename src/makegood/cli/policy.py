"""`makegood policy list | show | topics | check FILE | diff`: the packs, as they stand and as they changed."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from makegood.core.words import Platform
from makegood.policies import compare
from makegood.policies.pack import Clause, Number, Pack
from makegood.policies.reader import COMMON, NotAPack, read_pack, shipped
from makegood.policies.topics import NO_FACTS, topics


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        status: int = options.do(options)
    except NotAPack as reason:
        print(reason, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader went away; main knows that nothing is wrong
        raise
    except OSError as reason:
        print(f"{reason.filename}: {reason.strerror}", file=sys.stderr)
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="makegood policy", description="Dated, cited policy, as data.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, do: Any, what: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=what, description=what)
        one.set_defaults(do=do)
        one.add_argument("--json", action="store_true", help="as JSON")
        one.add_argument("--lang", choices=("en", "zh"), default="zh")
        return one

    verb("list", _list, "every clause, one a line").add_argument("platform", nargs="?", choices=list(Platform))
    verb("show", _show, "one clause: its text, source and dated numbers").add_argument("clause")
    verb("topics", _topics, "the AliExpress seller's map of trouble, and where each leaf leads").add_argument(
        "word", nargs="?", help="only leaves whose name holds this"
    )
    check = verb("check", _check, "is this file a policy pack? Says what is wrong, and what it would change")
    check.add_argument("file")
    diff = verb("diff", _diff, "which numbers hold otherwise on a later day")
    diff.add_argument("--from", dest="start", type=_day, required=True, metavar="DATE")
    diff.add_argument("--to", dest="end", type=_day, required=True, metavar="DATE")
    diff.add_argument("--file", help="a pack of your own instead of those that ship")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a day such as 2026-11-22") from None


def packs() -> list[Pack]:
    return [shipped(name) for name in (*COMMON, *Platform)]


def _value(number: Number) -> list[dict[str, Any]]:
    return [
        {
            "is": compare.plain(dated),
            "from": dated.since_day.isoformat() if dated.since_day else None,
            "source": str(dated.cite.source),
            "where": dated.cite.where,
            "read_on": dated.cite.read_on.isoformat() if dated.cite.read_on else None,
        }
        for dated in number.values
    ]


def _as_json(pack: Pack, clause: Clause) -> dict[str, Any]:
    supplements = [one.supplements[clause.id] for one in packs() if clause.id in one.supplements]
    return {
        "id": clause.id,
        "pack": pack.file,
        "text": clause.text.as_json(),
        "source": str(clause.cite.source),
        "where": clause.cite.where,
        "parameters": {str(number.name): _value(number) for number in clause.numbers},
        "no_rule": clause.no_rule.as_json() if clause.no_rule else None,
        "on_platforms": [
            {
                "pack": one.file,
                "text": [text.as_json() for text in one.supplements[clause.id].supplements],
                "parameters": {str(number.name): _value(number) for number in one.supplements[clause.id].numbers},
            }
            for one in packs()
            if clause.id in one.supplements
        ]
        if supplements
        else [],
    }


def _list(options: argparse.Namespace) -> int:
    for pack in packs():
        if options.platform and pack.platform not in (options.platform, "all"):
            continue
        for clause in pack.clauses.values():
            if options.json:
                print(json.dumps(_as_json(pack, clause), ensure_ascii=False))
            else:
                print(f"{clause.id:<16} {getattr(clause.text, options.lang)}")
    return 0


def _show(options: argparse.Namespace) -> int:
    for pack in packs():
        clause = pack.clauses.get(options.clause)
        if clause is None:
            continue
        shown = _as_json(pack, clause)
        if options.json:
            print(json.dumps(shown, ensure_ascii=False, indent=2))
            return 0
        print(f"{clause.id}  {getattr(clause.text, options.lang)}\n  {shown['source']}: {shown['where']}")
        _print_numbers(shown["parameters"], "  ")
        for place in shown["on_platforms"]:
            print(f"  {place['pack']}: " + " ".join(text[options.lang] for text in place["text"]))
            _print_numbers(place["parameters"], "    ")
        if clause.no_rule is not None:
            print(f"  {getattr(clause.no_rule, options.lang)}")
        return 0
    print(f"found the clause {options.clause!r}; `makegood policy list` names them all", file=sys.stderr)
    return 2


def _print_numbers(parameters: dict[str, list[dict[str, Any]]], indent: str) -> None:
    for name, values in parameters.items():
        if not values:
            print(f"{indent}{name}: unknown; nobody states it")
        for value in values:
            since = f" from {value['from']}" if value["from"] else ""
            print(f"{indent}{name} = {value['is']}{since}  [{value['source']}: {value['where']}]")


def _topics(options: argparse.Namespace) -> int:
    for topic in topics():
        names = topic.name.zh + topic.name.en
        if options.word and options.word.lower() not in names.lower():
            continue
        if options.json:
            facts = [{**fact.text.as_json(), "source": fact.source, "where": fact.where} for fact in topic.facts]
            shown = {**topic.name.as_json(), "group": topic.group.as_json(), "leads_to": topic.leads_to, "facts": facts}
            print(json.dumps(shown, ensure_ascii=False))
            continue
        leads = "; ".join(
            f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in topic.leads_to.items()
        )
        print(f"{getattr(topic.group, options.lang)} / {getattr(topic.name, options.lang)}  →  {leads}")
        for fact in topic.facts:
            print(f"    {getattr(fact.text, options.lang)} [{fact.where}]")
        if not topic.facts:
            print(f"    {getattr(NO_FACTS, options.lang)}")
    return 0


def _own(file: str) -> Pack:
    """A pack of the user's own. Raises `NotAPack`, also where the file is no text."""
    try:
        return read_pack(Path(file).read_text("utf-8"), file)
    except UnicodeDecodeError as reason:
        raise NotAPack(
            f"{file}: found a byte that is no UTF-8 at place {reason.start}; expected TOML in UTF-8"
        ) from None


def _check(options: argparse.Namespace) -> int:
    pack = _own(options.file)
    name = pack.platform if pack.platform != "all" else ("audit" if "AUDIT-1" in pack.clauses else "all")
    changes = compare.against(shipped(name), pack)
    if options.json:
        print(
            json.dumps(
                {"file": options.file, "clauses": len(pack.clauses), "changes": [one.as_json() for one in changes]},
                ensure_ascii=False,
            )
        )
        return 0
    print(f"{options.file}: a pack for {pack.platform} with {len(pack.clauses)} clauses")
    _print_changes(changes, "no different from the pack that ships")
    return 0


def _diff(options: argparse.Namespace) -> int:
    if options.end < options.start:
        print(f"--to: found {options.end}, which is before {options.start}; expected a later day", file=sys.stderr)
        return 2
    chosen = [_own(options.file)] if options.file else packs()
    changes = [change for pack in chosen for change in compare.between(pack, options.start, options.end)]
    if options.json:
        for change in changes:
            print(json.dumps(change.as_json(), ensure_ascii=False))
        return 0
    _print_changes(changes, f"nothing dated changed from {options.start} to {options.end}")
    return 0


def _print_changes(changes: list[compare.Change], none: str) -> None:
    for one in changes:
        since = f" from {one.since}" if one.since else ""
        source = f"  [{one.source}]" if one.source else ""
        print(f"{one.pack} {one.clause} {one.what}: {one.before} → {one.after}{since}{source}")
    if not changes:
        print(none)
