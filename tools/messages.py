"""The desk's words: gathers what templates and code say, keeps the Chinese catalogue, compiles it: `python -m tools.messages`.

`--check` fails where a sentence has no Chinese, where the catalogue is behind the code, or where the compiled file is not its own.
Pure Python, with Babel: nobody needs gettext's programs.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation.template import templatize

DESK = Path("src/makegood/desk")
KEYWORDS = extract.DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGE = "zh_Hans"


def said() -> Catalog:
    """Every sentence that the desk says, with the files that say it; line numbers are left out, they would change daily."""
    catalogue = Catalog(fuzzy=False)
    for file in sorted(DESK.rglob("*.py")) + sorted(DESK.rglob("*.html")):
        if "frontend" in file.parts or "migrations" in file.parts:
            continue
        for message, context in _of(file):
            catalogue.add(
                message, context=context, locations=[(str(file.relative_to(DESK)), None)], flags=_flags(message)
            )
    return catalogue


def _of(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = file.read_text("utf-8")
    source = templatize(text) if file.suffix == ".html" else text
    for _line, message, _comments, context in extract.extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message, context


def _flags(message: str | tuple[str, ...]) -> list[str]:
    first = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in first else []


def folder(language: str = LANGUAGE) -> Path:
    return DESK / "locale" / language / "LC_MESSAGES"


def known() -> Catalog:
    file = folder() / "django.po"
    if not file.exists():
        return Catalog(locale=LANGUAGE, fuzzy=False)
    with file.open("rb") as text:
        return pofile.read_po(text, locale=LANGUAGE)


def kept() -> Catalog:
    """What is said now, with the Chinese that is known of it; what is said no longer is dropped."""
    before, now = known(), said()
    whole = Catalog(locale=LANGUAGE, project="Makegood", fuzzy=False)
    for message in sorted((one for one in now if one.id), key=lambda one: (one.locations[0][0], str(one.id))):
        old = before.get(message.id, message.context) or before.get(_first(message), message.context)
        whole.add(
            message.id,
            old.string if old else None,
            context=message.context,
            locations=message.locations,
            flags=message.flags,
        )
    return whole


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        _first(one)
        for one in catalogue
        if one.id and not (one.string and (isinstance(one.string, str) or all(one.string)))
    ]


def written(catalogue: Catalog) -> bytes:
    """The catalogue as it is kept: without dates, which would make every run a change."""
    out = io.BytesIO()
    pofile.write_po(out, catalogue, width=0, omit_header=True, include_lineno=False)
    head = f'msgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return head.encode() + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    plain = Catalog(locale=LANGUAGE, fuzzy=False)
    for message in catalogue:
        if message.id and message.string:
            plain.add(message.id, message.string, context=message.context)
    mofile.write_mo(out, plain)
    return _without_dates(out.getvalue())


def _without_dates(data: bytes) -> bytes:
    """Babel writes when it wrote; a catalogue says the same at any time."""
    import re

    return re.sub(
        rb"(Creation|Revision)-Date: [^\n]{16,30}\n",
        lambda found: found[0][: found[0].index(b":") + 2] + b"0" * (len(found[0]) - found[0].index(b":") - 3) + b"\n",
        data,
    )


def main(arguments: list[str]) -> int:
    if not settings.configured:
        settings.configure()
    catalogue = kept()
    wanting = untranslated(catalogue)
    files = {folder() / "django.po": written(catalogue), folder() / "django.mo": compiled(catalogue)}
    if "--check" in arguments:
        behind = [str(file) for file, data in files.items() if not file.exists() or file.read_bytes() != data]
        for one in wanting:
            print(f"no Chinese: {one}")
        for one in behind:
            print(f"{one}: not as the code has it; run `python -m tools.messages`")
        return 1 if wanting or behind else 0
    folder().mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        file.write_bytes(data)
    print(f"{len(list(catalogue))} sentences, {len(wanting)} without Chinese")
    for one in wanting:
        print(f"  {one}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
