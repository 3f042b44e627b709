"""Two ledgers side by side: ours from facts, the sandbox's own; they agree to the cent, or each difference is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from makegood.store.models import Account, Entry
from makegood.store.tenancy import within

Amounts = dict[tuple[str, str], dict[str, int]]
"""By order and what (paid, refund): minor units by currency."""
NOT_OURS = ("coupon", "compensation")
"""What a sandbox books beside the order's own money."""


def compare(organisation: UUID, ledger: Mapping[str, Any]) -> dict[str, Any]:
    """Each order's payment and refunds in both. The platform tells amounts in two currencies; ours holds one of them."""
    mine, theirs = ours(organisation), sandboxes(ledger)
    differences = []
    agreed = 0
    for key in sorted(mine.keys() | theirs.keys()):
        held, told = mine.get(key, {}), theirs.get(key, {})
        if all(told.get(currency) == amount for currency, amount in held.items()) and bool(held) == bool(told):
            agreed += 1
        else:
            differences.append({"order": key[0], "what": key[1], "ours": held, "theirs": told})
    return {"agreed": agreed, "differences": differences, "totals": {"ours": _sums(mine), "theirs": _sums(theirs)}}


def ours(organisation: UUID) -> Amounts:
    found: Amounts = defaultdict(lambda: defaultdict(int))
    with within(organisation):
        rows = Entry.objects.filter(what__in=("paid", "refund"), account=Account.escrow).values_list(
            "order__number", "what", "currency", "amount"
        )
        for number, what, currency, amount in rows:
            found[number, what][currency] += abs(amount)
    return {key: dict(by_currency) for key, by_currency in found.items()}


def sandboxes(ledger: Mapping[str, Any]) -> Amounts:
    found: Amounts = defaultdict(lambda: defaultdict(int))
    for row in ledger["rows"]:
        moves = {move["account"]: move["amount"] for move in row["moves"]}
        if "buyer" not in moves or row["kind"] in NOT_OURS:
            continue
        what = "paid" if row["kind"] == "paid" else "refund"
        sign = -1 if what == "paid" else 1
        by_currency = found[row["order"], what]
        by_currency[row["currency"]] += sign * moves["buyer"]
        if row["local"]["currency"] != row["currency"]:
            by_currency[row["local"]["currency"]] += row["local"]["amount"]
    return {key: dict(by_currency) for key, by_currency in found.items()}


def _sums(amounts: Amounts) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_, what), by_currency in amounts.items():
        for currency, amount in by_currency.items():
            sums[what][currency] += amount
    return {what: dict(by_currency) for what, by_currency in sums.items()}
