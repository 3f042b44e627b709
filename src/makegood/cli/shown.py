"""An assessment as a person reads it in a terminal."""

from __future__ import annotations

from typing import Any

_WORDS = {
    "liability": ("liable", "责任"),
    "next": ("NEXT", "下一步"),
    "missing": ("missing", "缺少凭证"),
    "rejected": ("rejected", "不予采用"),
    "deadline": ("deadline", "时限"),
    "blocked": ("blocked", "受阻"),
    "options": ("options", "方案"),
    "also": ("also", "另可"),
    "unknown": ("unknown", "未知"),
    "lapsed": ("lapsed", "已过期"),
    "by": ("before", "须于此前"),
    "counts": ("counts towards the dispute rate", "计入纠纷率"),
    "overridden": ("set by the shop", "店铺自设"),
}


def shown(assessment: dict[str, Any], language: str) -> str:
    """The one next step first, then who, what, until when, and at what cost."""
    word = {key: pair[0 if language == "en" else 1] for key, pair in _WORDS.items()}
    lines = [_head(assessment, word), *_next(assessment["next"], language, word)]
    liability = assessment["liability"]
    why = "; ".join(f"{one['why'][language]} [{one['clause']}]" for one in liability["because"])
    lines.append(f"  {word['liability']}: {liability['party']}  {why}")
    for one in assessment["deadlines"]:
        due = one["due_at"] or word["unknown"]
        late = f" · {word['lapsed']}" if one.get("lapsed") else ""
        lines.append(
            f"  {word['deadline']}: {one['kind']} {due} → {one['on_lapse']} [{one['clause']}, {one['source']}]{late}"
        )
    for one in assessment["evidence"]["missing"]:
        lines.append(f"  {word['missing']}: {one['kind']} ← {one['ask']} [{one['clause']}]")
        text = one["message"]["buyer"] or one["message"][language]
        lines.append(f"      “{text}”")
    for one in assessment["evidence"]["rejected"]:
        lines.append(f"  {word['rejected']}: {one['id']} {one['why'][language]} [{one['clause']}]")
    for one in assessment["blocked"]:
        lines.append(f"  {word['blocked']}: {one['action']} ({', '.join(one['missing'])}) [{one['clause']}]")
    if assessment["options"]:
        lines.append(f"  {word['options']}:")
        lines += [_option(one, language, word) for one in assessment["options"]]
    for one in assessment.get("also", ()):
        lines.append(f"  {word['also']}: {one['action']}  {one['why'][language]} [{one['clause']}]")
    for one in assessment["policy"]["overrides"]:
        lines.append(
            f"  {word['overridden']}: {one['parameter']} = {one['value']} ({one['default']}) [{one['clause']}]"
        )
    return "\n".join(lines)


def _head(assessment: dict[str, Any], word: dict[str, str]) -> str:
    counts = f" · {word['counts']}" if assessment["counts_as_dispute"] else ""
    pack = assessment["policy"]["pack"]
    return f"{assessment['case']} · {pack} · {assessment['kind']} · {assessment['stage']} · {assessment['at']}{counts}"


def _next(step: dict[str, Any], language: str, word: dict[str, str]) -> list[str]:
    what = f" ({', '.join(step['what'])})" if step["what"] else ""
    due = f" · {word['by']} {step['due_at']}" if step["due_at"] else ""
    how = f" · {step['how']}" if "how" in step else ""
    return [f"  {word['next']} ▶ {step['action']}{what}{how}{due} [{step['clause']}]", f"      {step['why'][language]}"]


def _option(one: dict[str, Any], language: str, word: dict[str, str]) -> str:
    mark = "★" if one["recommended"] else ("·" if one["allowed"] else "✗")
    cost = f"{one['cost']['amount']} {one['cost']['currency']}" if one["cost"] else word["unknown"]
    if one["unknown"] and one["cost"]:
        cost += f" + {word['unknown']}: {', '.join(one['unknown'])}"
    because = "" if one["allowed"] and not one["recommended"] else f"  {one['because'][0]['why'][language]}"
    return f"    {mark} {one['remedy']} ({one['how']}) {cost}{because}"
