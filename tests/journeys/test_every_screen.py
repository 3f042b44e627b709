"""Every screen that `tools/screens` knows, in both themes, languages and widths: axe finds nothing, the browser complains of nothing, and
nothing runs over, also where every sentence is 40 % longer."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from tools.screens.camera import WAYS, Camera
from tools.screens.known import Shot, names, shots
from tools.seeded import Seeded

from tests.journeys.conftest import Desk

PAIRS = [("desk", "light", "zh"), ("desk", "dark", "en"), ("phone", "light", "en"), ("phone", "dark", "zh")]
"""Every width, theme and language with every other; all eight ways with MAKEGOOD_EVERY_WAY=1, as `make prove` runs it."""
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
JUDGED = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] })
  return violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.html.slice(0, 120)} ${node.failureSummary.replace(/\\s+/g, " ").slice(0, 160)}`))
}"""
LONGER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walk.nextNode()) found.push(walk.currentNode)
  for (const node of found) {
    const text = node.nodeValue.trim()
    if (!/\\\\p{L}{2}/u.test(text) || node.parentElement.closest("script, style, time, .num, [data-clock]")) continue
    const more = Math.ceil(text.length * 0.4)
    node.nodeValue += " " + "länger ".repeat(Math.ceil(more / 7)).slice(0, more)
  }
}""".replace("\\\\p", "\\p")
OVER = """() => {
  const found = [], wide = document.documentElement.scrollWidth
  if (wide > window.innerWidth + 1) found.push(`the page is ${wide} px wide in ${window.innerWidth}`)
  for (const one of document.querySelectorAll("button, .btn, .badge, summary, h1, h2, h3, label, p, li, dt, dd")) {
    if (!one.checkVisibility() || one.closest(".sr-only, .tabs, .scrolls, pre")) continue
    const style = getComputedStyle(one)
    if (style.display === "inline" || style.textOverflow === "ellipsis" || ["auto", "scroll"].includes(style.overflowX)) continue
    if (one.scrollWidth > one.clientWidth + 2) found.push(`${one.outerHTML.slice(0, 90)}: ${one.scrollWidth} in ${one.clientWidth}`)
  }
  return found.slice(0, 6)
}"""


@pytest.fixture(scope="module")
def looked_at(served: Desk) -> Seeded:
    """The organisation that the screens are photographed with."""
    from django.apps import apps
    from django.db import connections
    from tools.seeded import seed

    models = [model for model in apps.get_models() if model._meta.app_label not in ("contenttypes", "auth")]
    tables = ", ".join(f'"{model._meta.db_table}"' for model in models)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    return seed(datetime.now(UTC))


@pytest.fixture(scope="module")
def camera(served: Desk, browser: Any, looked_at: Seeded) -> Camera:
    return Camera(browser, served.address)


@pytest.mark.parametrize("name", names())
def test_it_can_be_read_by_everybody_and_runs_over_nowhere(name: str, camera: Camera, looked_at: Seeded) -> None:
    (shot,) = shots(looked_at, [name])
    wrong: list[str] = []
    for way in WAYS if os.environ.get("MAKEGOOD_EVERY_WAY") else PAIRS:
        wrong += [f"{' '.join(way)}: {one}" for one in _judged(camera, shot, *way)]

    wrong += camera.complaints
    camera.complaints.clear()
    assert not wrong, "\n".join(wrong)


def _judged(camera: Camera, shot: Shot, device: str, theme: str, language: str) -> list[str]:
    page = camera.shown(shot, device, theme, language)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(JUDGED)
    found += page.evaluate(OVER)
    page.evaluate(LONGER)
    found += [f"40 % longer: {one}" for one in page.evaluate(OVER)]
    return found
