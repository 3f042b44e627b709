"""`makegood take SHOP FILE…`: case files go on record, each fact once; what they change is assessed anew (ALL-8)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from makegood.cli import shared_store
from makegood.core.reading import NotACase, loads


def run(arguments: list[str]) -> int:
    """0: all taken in. 2: some were refused, each said with its file, path and reason; the others are in."""
    parser = argparse.ArgumentParser(prog="makegood take", description="Put case files on record (JSON or JSON lines).")
    parser.add_argument("shop", metavar="SHOP")
    parser.add_argument("files", nargs="+", metavar="FILE")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _take(options))


def _take(options: argparse.Namespace) -> int:
    from makegood.store.intake import take_in
    from makegood.store.models import Shop
    from makegood.store.workers import database_clock

    one = shared_store.who(options)
    with shared_store.entered(one):
        shop = Shop.objects.filter(name=options.shop).first()
    if shop is None:
        raise shared_store.NotFound(f"{options.shop}: no such shop; `makegood shop list` lists them")
    refused = 0
    for name, text in _texts(options.files):
        try:
            document = loads(text)
            with shared_store.entered(one):
                case = take_in(shop.pk, document, by=one.by, at=database_clock())
            told = {"file": name, "case": case.number if case else None, "next": case.next_action if case else None}
            shared_store.printed(told) if options.json else print(
                f"{name}  {told['case'] or 'order'}  {told['next'] or ''}"
            )
        except NotACase as reason:
            refused += 1
            print(f"{name}: {reason}", file=sys.stderr)
    return 2 if refused else 0


def _texts(files: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each case file's text, under the name that says where it stands."""
    for name in files:
        try:
            text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as reason:
            raise shared_store.NotFound(f"{name}: {reason.strerror or reason}") from None
        if not name.endswith(".jsonl"):
            yield name, text
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield f"{name}:{number}", line
