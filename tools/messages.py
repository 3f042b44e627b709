"""The desk's words: gathers what templates and code say, keeps each room's Chinese catalogue, compiles it: `python -m tools.messages [ROOM …]`.

`--check` fails where a sentence has no Chinese, where a catalogue is behind the code, or where a compiled file is not its own.
Pure Python, with Babel: nobody needs gettext's programs.
"""

from __future__ import annotations

import io
import re
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
FRAME = "frame"
"""The room whose catalogue also holds what stands outside every room: the page itself, words, settings."""
NO_ROOMS = {"frontend", "migrations", "static", "templates", "templatetags", "locale", "__pycache__"}


def rooms() -> list[str]:
    return sorted(one.name for one in DESK.iterdir() if one.is_dir() and one.name not in NO_ROOMS)


def said(room: str) -> Catalog:
    """Every sentence that the room says, with the files that say it; line numbers are left out, they would change daily."""
    catalogue = Catalog(fuzzy=False)
    for file in _files(room):
        for message, context in _of(file):
            catalogue.add(
                message, context=context, locations=[(str(file.relative_to(DESK)), None)], flags=_flags(message)
            )
    return catalogue


def _files(room: str) -> Iterator[Path]:
    folders = [DESK / room]
    if room == FRAME:
        folders += [DESK / "templates", DESK / "templatetags"]
        yield from sorted(DESK.glob("*.py"))
    for folder in folders:
        yield from sorted(folder.rglob("*.py")) + sorted(folder.rglob("*.html"))


def _of(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = file.read_text("utf-8")
    source = templatize(text) if file.suffix == ".html" else text
    for _line, message, _comments, context in extract.extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message, context


def _flags(message: str | tuple[str, ...]) -> list[str]:
    first = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in first else []


def folder(room: str, language: str = LANGUAGE) -> Path:
    return DESK / room / "locale" / language / "LC_MESSAGES"


def known(room: str) -> Catalog:
    file = folder(room) / "django.po"
    if not file.exists():
        return Catalog(locale=LANGUAGE, fuzzy=False)
    with file.open("rb") as text:
        return pofile.read_po(text, locale=LANGUAGE)


def kept(room: str) -> Catalog:
    """What is said now, with the Chinese that is known of it; what is said no longer is dropped."""
    before, now = known(room), said(room)
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
    return re.sub(
        rb"(Creation|Revision)-Date: [^\n]{16,30}\n",
        lambda found: found[0][: found[0].index(b":") + 2] + b"0" * (len(found[0]) - found[0].index(b":") - 3) + b"\n",
        data,
    )


def troubles(room: str) -> list[str]:
    """What is not as it should be in a room's catalogue; nothing where all is well."""
    catalogue = kept(room)
    files = {folder(room) / "django.po": written(catalogue), folder(room) / "django.mo": compiled(catalogue)}
    behind = [file for file, data in files.items() if not file.exists() or file.read_bytes() != data]
    return [
        *(f"{room}: no Chinese: {one}" for one in untranslated(catalogue)),
        *(f"{file}: not as the code has it; run `python -m tools.messages {room}`" for file in behind),
    ]


def main(arguments: list[str]) -> int:
    if not settings.configured:
        settings.configure()
    given = [one for one in arguments if not one.startswith("-")] or rooms()
    if "--check" in arguments:
        wrong = [trouble for room in given for trouble in troubles(room)]
        print("\n".join(wrong) or "every sentence has its Chinese")
        return 1 if wrong else 0
    for room in given:
        catalogue = kept(room)
        folder(room).mkdir(parents=True, exist_ok=True)
        (folder(room) / "django.po").write_bytes(written(catalogue))
        (folder(room) / "django.mo").write_bytes(compiled(catalogue))
        wanting = untranslated(catalogue)
        print(f"{room}: {len(list(catalogue))} sentences, {len(wanting)} without Chinese")
        for one in wanting:
            print(f"  {one}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
