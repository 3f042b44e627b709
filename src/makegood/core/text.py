"""A sentence in the two languages of the product, side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    zh: str

    def filled(self, fills: dict[str, object]) -> Text:
        return Text(self.en.format_map(fills), self.zh.format_map(fills)) if fills else self

    def as_json(self) -> dict[str, str]:
        return {"en": self.en, "zh": self.zh}
