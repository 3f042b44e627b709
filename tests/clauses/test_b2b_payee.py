"""B2B-PAYEE: changing the payee account is a guided step with a record."""

from __future__ import annotations

import pytest

from makegood.core.reading import read
from makegood.core.words import Action, Platform
from makegood.policies.policy import book
from tests.building import at, bare, event


@pytest.mark.clause("B2B-PAYEE-1")
def test_is_guided_in_both_languages():
    way = book(Platform.ali1688).own.actions[Action.change_payee]

    assert way.how == "assisted"
    assert "Alipay" in way.text.en and "支付宝" in way.text.zh
    assert way.page == "seeds/003_9b67b9692fdcc49b.txt"


@pytest.mark.clause("B2B-PAYEE-1")
def test_says_in_both_languages_what_keeps_the_clause():
    clause = book(Platform.ali1688).clauses["B2B-PAYEE-1"]

    assert clause.no_rule is not None
    assert "record" in clause.no_rule.en and "记录" in clause.no_rule.zh


@pytest.mark.clause("B2B-PAYEE-1")
def test_can_be_recorded_with_who_changed_it_and_when():
    changed = event("action_done", hours=1, action="change_payee", by="clerk-7", receipt="shot.png")
    (kept,) = read(bare("ali1688", "deposit_release", changed)).events

    assert (kept.action, kept.by, kept.receipt) == (Action.change_payee, "clerk-7", "shot.png")
    assert kept.at.isoformat().replace("+00:00", "Z") == at(hours=1)
