"""Looks at the desk: starts it on loopback with a seeded organisation and photographs its pages, 1440 and 390 pixels wide, light and
dark, in both languages, into docs/screens: `python -m tools.screens [PAGE …]`. Says what a browser complained about, and then fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from makegood.store import embedded

CHROMIUM = "/usr/bin/chromium"
PORT = 8497
HERE = f"http://localhost:{PORT}"
WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}
THEMES = {"light": "desk", "dark": "desk-dark"}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
PAGES = {
    "login": "/accounts/login/",
    "inbox": "/inbox/",
    "inbox-all": "/inbox/?view=all",
    "inbox-found": "/inbox/?q=1+2+3",
    "me": "/me/",
    "second-factor": "/accounts/2fa/",
    "not-found": "/nowhere/",
}
DOINGS = {
    "preview": ("/inbox/", ["j", "j", "Space"], "#drawer h2"),
    "picked": ("/inbox/", ["j", "x", "j", "j", "Shift+X", "z"], "#when button, #when span"),
    "keys": ("/inbox/", ["?"], "#keys[open]"),
    "menu": ("/inbox/", ["click summary[aria-label]"], ".pop[open] .sheet"),
}
"""States that are reached by keys, and what must be seen then."""
TARGET = Path("docs/screens")


@contextmanager
def desk(folder: Path) -> Iterator[None]:
    """A desk on a fresh database with a seeded organisation."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    server = embedded.server((folder / "postgres").absolute())
    os.environ |= {
        "DATABASE_URL": server.url("makegood_app"),
        "DATABASE_OWNER_URL": server.url("makegood_owner"),
        "MAKEGOOD_HOME": str(folder.absolute()),
    }
    try:
        _seed()
        command = [sys.executable, "-m", "makegood", "desk", "--port", str(PORT)]
        with (folder / "desk.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                _wait()
                yield
            finally:
                process.terminate()
                process.wait(20)
    finally:
        server.stop()


def _seed() -> None:
    from makegood.desk.opening import open_desk

    open_desk()
    from makegood.store import opening, schema
    from tools.seeded import seed

    schema.up()
    seed(datetime.now(UTC))
    opening.close()


def _wait() -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{HERE}/accounts/login/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk does not answer")


def photograph(pages: dict[str, str], target: Path) -> list[str]:
    """Photographs each page in each way; what the browser complained about."""
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for device, (width, height) in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, timezone_id="Asia/Shanghai")
            page = context.new_page()
            page.on(
                "console",
                lambda said: (
                    complaints.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None
                ),
            )
            page.on("pageerror", lambda error: complaints.append(str(error)))
            _all(context, page, device, pages, target)
            context.close()
        browser.close()
    return [one for one in complaints if "404" not in one]


def _all(context: Any, page: Any, device: str, pages: dict[str, str], target: Path) -> None:
    from tools.seeded import PASSWORD

    signed_in = False
    for name, address in pages.items():
        if name != "login" and not signed_in:
            page.goto(f"{HERE}/accounts/login/")
            page.fill("#id_login", "lead")
            page.fill("#id_password", PASSWORD)
            page.click("button.btn-primary")
            page.wait_for_url(f"{HERE}/inbox/")
            signed_in = True
        for language, code in LANGUAGES.items():
            for theme, chosen in THEMES.items():
                cookies = {"language": code, "theme": chosen, "zone": "Asia/Shanghai"}
                context.add_cookies([{"name": key, "value": value, "url": HERE} for key, value in cookies.items()])
                page.goto(HERE + address)
                _do(page, name)
                page.screenshot(path=target / f"{name}-{device}-{theme}-{language}.png")


def _do(page: Any, name: str) -> None:
    _, steps, seen = DOINGS.get(name, ("", [], ""))
    for step in steps:
        if step.startswith("click "):
            page.click(step.removeprefix("click "))
        else:
            page.keyboard.press(step)
    if seen:
        page.wait_for_selector(seen, state="visible", timeout=5000)


def main(arguments: list[str]) -> int:
    known = PAGES | {name: address for name, (address, _, _) in DOINGS.items()}
    pages = {name: address for name, address in known.items() if not arguments or name in arguments}
    with desk(Path("build/screens")):
        complaints = photograph(pages, TARGET)
    for one in complaints:
        print(one)
    print(f"{len(pages) * 8} pictures in {TARGET}; {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
