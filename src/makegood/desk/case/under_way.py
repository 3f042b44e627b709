"""What is under way in a case: asked for, being sent, not answered, to be finished by hand; and what the platform refused last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.db.models import Q

from makegood.core.text import Text
from makegood.desk.case.moves import BY_HAND, LOCKED
from makegood.desk.case.rows import UnderWay
from makegood.desk.frame.places import address_of
from makegood.store.actions import money_of
from makegood.store.models import Action, Case
from makegood.usecases.acting import LIVE, State
from makegood.usecases.approving import APPROVERS, Role

LATELY = timedelta(days=3)
"""House: for how long a refusal stays on top; later it stands on the timeline."""
MOST = 20


def under_way(case: Case, *, me: str, role: str, names: Mapping[str, str], now: datetime) -> list[UnderWay]:
    """Newest last. Two queries. A refusal goes once the same has been asked for anew."""
    lately = Q(state=State.rejected, ended_at__gte=now - LATELY)
    rows = Action.objects.filter(Q(state__in=sorted(LIVE)) | lately, case=case)
    found = list(rows.order_by("-id").prefetch_related("approvals")[:MOST])
    later: set[str] = set()
    shown = []
    for action in found:
        if action.state != State.rejected or action.kind not in later:
            shown.append(_told(action, case, me=me, role=role, names=names))
        later.add(action.kind)
    return list(reversed(shown))


def _told(action: Action, case: Case, *, me: str, role: str, names: Mapping[str, str]) -> UnderWay:
    yes = [str(one.person_id) for one in action.approvals.all() if one.yes]
    state, approves = State(action.state), Role(role) in APPROVERS
    return UnderWay(
        id=action.pk,
        action=action.kind,
        state=action.state,
        money=money_of(action),
        remedy=action.details.get("remedy"),
        asked_by=names.get(action.asked_by.removeprefix("person:"), action.asked_by),
        yes=[names.get(one, one) for one in yes],
        at=action.created_at,
        due_at=action.due_at,
        why=action.why,
        code=action.code,
        is_locked=state in LOCKED,
        may_take_back=approves and state in (State.planned, State.approved, State.assisted) and not action.attempts,
        may_approve=approves and state is State.planned and me not in yes,
        by_hand=address_of("by_hand", action.pk) if state in BY_HAND else None,
        reading=reading(case.shop.platform, action.code, action.why) if state is State.rejected else None,
    )


def reading(platform: str, code: str, words: str) -> Text:
    """What a no means: ours, said before anything was sent, in both languages; or the platform's, which stands verbatim beside it."""
    if not code.startswith("makegood."):
        return Text(
            "The platform answered no: nothing was changed there. Its own words stand above; do what they ask for, or choose another act.",
            "平台答复拒绝：平台上没有任何改动。上面是平台原文；按其要求处理，或改用其他做法。",
        )
    nothing = Text("Nothing was sent: ", "未发送任何内容：")
    said = _ours(platform, code, words)
    return Text(nothing.en + said.en, nothing.zh + said.zh)


def _ours(platform: str, code: str, words: str) -> Text:
    place = f"makegood.connectors.{platform}.refusing"
    known = import_module(place).REFUSALS.get(code) if find_spec(place) is not None else None
    said = words.removeprefix(f"{code}: ")
    if known is None:
        return Text(said, said)
    before, _, after = known.en.partition("{what}")
    found = re.fullmatch(re.escape(before) + "(.*)" + re.escape(after), said, re.DOTALL)
    filled: Text = known.filled({"what": found[1] if found else ""})
    return Text(said, filled.zh)
