"""The camera: a page in every width, theme and language, and the contact sheet of its pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.screens.known import Shot
from tools.seeded import PASSWORD

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 15_000
"""Milliseconds that a page may take on a machine with much else to do."""
WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}
THEMES = {"light": "desk", "dark": "desk-dark"}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SHEET = """<!doctype html><meta charset="utf-8"><title>%s</title><style>
body { margin: 0; padding: 12px; background: #808080; display: grid; grid-template-columns: 800px 800px 300px 300px; gap: 12px; width: max-content }
img { width: 100%%; display: block; max-height: 660px; object-fit: cover; object-position: top }</style>%s"""
WAYS = [(device, theme, language) for language in LANGUAGES for device in WIDTHS for theme in THEMES]


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's browser, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Camera:
    """Signs in once for each width and role. `complaints`: what the browser said against the pages."""

    def __init__(self, browser: Any, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: dict[tuple[str, str | None], Any] = {}
        self.complaints: list[str] = []

    def sheet(self, shot: Shot, pictures: Path, sheets: Path) -> None:
        """All pictures of a screen, and one sheet of them. A screen that cannot be taken is a complaint; the others go on."""
        from playwright.sync_api import Error

        pictures.mkdir(parents=True, exist_ok=True)
        taken = []
        try:
            for device, theme, language in WAYS:
                taken.append(pictures / f"{shot.name}-{device}-{theme}-{language}.png")
                self.shown(shot, device, theme, language).screenshot(path=taken[-1])
        except Error as why:
            self.complaints.append(f"{shot.name}: {str(why).splitlines()[0]}")
            return
        sheets.mkdir(parents=True, exist_ok=True)
        self._composed(shot.name, taken, sheets / f"{shot.name}.jpg")

    def shown(self, shot: Shot, device: str, theme: str, language: str) -> Any:
        """The page, once everything was done that the shot says."""
        page = self._page(device, shot.role)
        cookies = {"language": LANGUAGES[language], "theme": THEMES[theme], "zone": "Asia/Shanghai"}
        page.context.add_cookies(
            [{"name": key, "value": value, "url": self._address} for key, value in cookies.items()]
        )
        answer = page.goto(self._address + shot.address)
        if answer.status != shot.status:
            self.complaints.append(f"{shot.name}: answered {answer.status}, expected {shot.status}")
        for step in shot.steps:
            if step.startswith("click "):
                page.click(step.removeprefix("click "), timeout=PATIENCE)
            else:
                page.keyboard.press(step)
        if shot.seen:
            page.wait_for_selector(shot.seen, state="visible", timeout=PATIENCE)
        return page

    def _page(self, device: str, role: str | None) -> Any:
        known = self._contexts.get((device, role))
        if known is not None:
            return known
        width, height = WIDTHS[device]
        context = self._browser.new_context(viewport={"width": width, "height": height}, timezone_id="Asia/Shanghai")
        page = self._contexts[device, role] = context.new_page()
        page.on("console", lambda said: self._complain(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if role is not None:
            page.goto(f"{self._address}/accounts/login/")
            page.fill("#id_login", role)
            page.fill("#id_password", PASSWORD)
            page.click("button.btn-primary")
            page.wait_for_url(f"{self._address}/inbox/")
        return page

    def _complain(self, level: str, text: str) -> None:
        """A browser also calls a 4xx answer an error; some screens are just that: not found, no right, a form refused."""
        if level in ("error", "warning") and "status of 4" not in text:
            self.complaints.append(f"{level}: {text}")

    def _composed(self, name: str, pictures: list[Path], target: Path) -> None:
        images = "".join(
            f'<img alt="" src="data:image/png;base64,{base64.b64encode(one.read_bytes()).decode()}">'
            for one in pictures
        )
        page = self._browser.new_page(viewport={"width": 2300, "height": 1400})
        page.set_content(SHEET % (name, images))
        page.locator("body").screenshot(path=target, type="jpeg", quality=62)
        page.close()
