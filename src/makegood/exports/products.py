"""Divides a cell that names several products, where its form is one that a sheet describes; anything else stays whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# No two parts that can hold the same sign stand side by side, so that no cell takes longer than it is long; what surrounds is stripped.
_NUMBERED = re.compile(r"【(\d+)】")
_LABELLED = re.compile(r"[(（]([^:：()（）]+)[:：]([^()（）]*)[)）]")
_COUNTED = re.compile(r"([^*\n;；,，]+)\*\s*([1-9]\d{0,8})\s*(?:[;；,，\n]\s*|$)")
_COUNT = re.compile(r"([1-9]\d{0,8})(?:\s*[^\d\s.,]+)?")
_DIGITS = 6  # of the number of a product in its cell
_SKU, _QUANTITY = "商家编码", "产品数量"


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a cell; what the cell does not say of it is None."""

    title: str | None = None
    sku: str | None = None
    quantity: int | None = None


def products(cell: str) -> tuple[Product, ...] | None:
    """The products of an AliExpress cell; None where its form is neither of the known ones (platforms/aliexpress.md §5)."""
    text = cell.replace("\r\n", "\n").strip()
    return _numbered(text) if text.startswith("【1】") else _counted(text)


def _numbered(text: str) -> tuple[Product, ...] | None:
    """`【1】title⏎(商家编码:A)(产品数量:1 piece)【2】…`: the numbers must run on, or a title holds such a bracket itself."""
    marks = list(_NUMBERED.finditer(text))
    if any(len(mark[1]) > _DIGITS for mark in marks) or [int(mark[1]) for mark in marks] != list(
        range(1, len(marks) + 1)
    ):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return tuple(_product(text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True))


def _product(text: str) -> Product:
    """The labels are read for what they say themselves; how they are spelled in every export is not confirmed."""
    title, _, rest = text.partition("\n")
    labels = {unicodedata.normalize("NFKC", label.strip()): value.strip() for label, value in _LABELLED.findall(rest)}
    counted = _COUNT.fullmatch(labels.get(_QUANTITY, ""))
    return Product(title.strip() or None, labels.get(_SKU) or None, int(counted[1]) if counted else None)


def _counted(text: str) -> tuple[Product, ...] | None:
    """`AB-ele138-BK * 1`, one after another (export-headers: an example of 商品编码); all of the cell, or nothing of it."""
    found: list[Product] = []
    place = 0
    while place < len(text):
        match = _COUNTED.match(text, place)
        if match is None or not match[1].strip():
            return None
        found.append(Product(sku=match[1].strip(), quantity=int(match[2])))
        place = match.end()
    return tuple(found) or None
