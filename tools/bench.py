"""Speed, each figure beside its yardstick in the same run: ratios are to be trusted, absolute times are the machine's."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zen
from tests.building import case, event, piece, said
from tests.world import random_case

from makegood.assessing import folding
from makegood.cli.look import examples
from makegood.core.instants import parse
from makegood.core.reading import read_text
from makegood.core.words import Kind, Platform
from makegood.policies.policy import book
from makegood.rules.registry import rules_for

AT = parse("2026-11-21T08:00:00Z")
ROUNDS = 9


def seconds(work: Callable[[], Any], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


def paired(one: Callable[[], Any], other: Callable[[], Any], times: int) -> tuple[float, float, float]:
    """Median seconds of each and the median ratio one / other, taken in turn so that the machine's drift cancels."""
    pairs = [(seconds(one, times), seconds(other, times)) for _ in range(ROUNDS)]
    ratio = statistics.median(a / b for a, b in pairs)
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), ratio


def facts() -> str:
    """The case both engines judge: an AliExpress wrong item with both labels read, verified and written to."""
    labels = [
        piece("outer_label_photo", "e1", tracking="LP00999999999999"),
        piece("inner_label_photo", "e2", tracking="lp-0012 3456789012"),
    ]
    looked = event("order_verified", hours=1, finding="correct")
    return json.dumps(
        case("aliexpress", "wrong_item", looked, said(hours=2), evidence=labels, claim={"wants": ["refund"]})
    )


# --- the yardstick: a decision table with trace, without costs, texts and clocks ------------------------------

_INPUTS = (
    "platform",
    "kind",
    "by",
    "top_ours",
    "beneath_ours",
    "packed_unlike",
    "finding",
    "verified",
    "spoken",
    "missing",
)
_ANY = ""
_TABLE: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, "true", _ANY, _ANY, "false", _ANY), "seller", "contact_buyer"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, "true", _ANY, _ANY, "true", _ANY), "seller", "offer"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, '"ours"', _ANY, "false", _ANY), "seller", "contact_buyer"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, '"ours"', _ANY, "true", _ANY), "seller", "offer"),
    (
        ('"aliexpress"', '"wrong_item"', '"platform"', "false", "true", _ANY, _ANY, "false", _ANY, _ANY),
        "logistics",
        "contact_buyer",
    ),
    (
        ('"aliexpress"', '"wrong_item"', '"platform"', "false", "true", _ANY, _ANY, "true", "false", _ANY),
        "logistics",
        "contact_buyer",
    ),
    (
        ('"aliexpress"', '"wrong_item"', '"platform"', "false", "true", _ANY, _ANY, "true", "true", _ANY),
        "logistics",
        "submit_evidence",
    ),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, "false", _ANY, _ANY, "false", _ANY), "buyer", "contact_buyer"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, "false", _ANY, _ANY, "true", _ANY), "buyer", "show_proof"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, _ANY, "false", _ANY, _ANY), "undetermined", "verify_order"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, _ANY, "true", "false", _ANY), "undetermined", "contact_buyer"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, _ANY, "true", "true", "> 0"), "undetermined", "request_evidence"),
    ((_ANY, '"wrong_item"', _ANY, _ANY, _ANY, _ANY, _ANY, "true", "true", "0"), "undetermined", "offer"),
)


def decision() -> Any:
    inputs = [{"id": f"i{n}", "name": name, "type": "expression", "field": name} for n, name in enumerate(_INPUTS)]
    outputs = [
        {"id": f"o{n}", "name": name, "type": "expression", "field": name} for n, name in enumerate(("party", "next"))
    ]
    rows = []
    for number, (cells, party, step) in enumerate(_TABLE):
        row = {"_id": f"r{number}", "o0": json.dumps(party), "o1": json.dumps(step)}
        rows.append(row | {f"i{n}": cell for n, cell in enumerate(cells)})
    table = {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rows}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "t", "type": "decisionTableNode", "name": "t", "position": {"x": 1, "y": 0}, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "b", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def rules_against_table() -> list[str]:
    context = {
        "platform": "aliexpress", "kind": "wrong_item", "by": "platform", "top_ours": False, "beneath_ours": True,
        "packed_unlike": None, "finding": "correct", "verified": True, "spoken": True, "missing": 0,
    }  # fmt: skip
    table = decision()
    says = table.evaluate(context, {"trace": True})["result"]
    situation, policy = folding.look(read_text(facts()), AT)
    standing, _ = folding.weigh(situation, policy, folding.find(situation, policy))
    clocks = {"dispute_clocks", "ship_by", "confirming_receipt", "unpaid_clocks"}
    first = [f for f in rules_for(situation.platform, situation.kind, False) if f.__name__ not in clocks]
    second = rules_for(situation.platform, situation.kind, True)

    def rules() -> tuple[Any, Any]:
        findings = [finding for function in first for finding in function(situation, policy)]
        steps = [step for function in second for step in function(situation, policy, standing)]
        return folding.liability(situation, findings)[0], folding.next_step(steps, standing)

    party, step = rules()
    if (str(party), str(step.action)) != (says["party"], says["next"]):
        raise SystemExit(f"the two engines disagree: {party}, {step.action} against {says}")
    ours, theirs, _ = paired(rules, lambda: table.evaluate(context, {"trace": True}), 400)
    return [
        "the rules alone, liability and next step, against a decision table with trace on the same facts",
        f"  rules {ours * 1e6:8.1f} µs   table {theirs * 1e6:8.1f} µs   {theirs / ours:.1f} × faster (bar: 3 ×)",
    ]


def assessments() -> list[str]:
    every = [json.dumps(random_case(seed, str(p), str(k))) for p in Platform for k in Kind for seed in range(3)]
    every += [text for _, text in examples()]

    def whole(text: str) -> str:
        return json.dumps(folding.assess(read_text(text), AT), ensure_ascii=False, separators=(",", ":"))

    for text in every:
        whole(text)
    rates = [len(every) / seconds(lambda: [whole(text) for text in every], 1) for _ in range(ROUNDS)]
    one = facts()
    single = statistics.median(1 / seconds(lambda: whole(one), 200) for _ in range(ROUNDS))
    return [
        "assessments a second on one core, JSON text in to JSON text out",
        f"  every kind on every platform {statistics.median(rates):8,.0f}   the table's case {single:8,.0f} (bar: 2,000)",
    ]


def cold_start() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        file.write_text(facts())
        command = [sys.executable, "-m", "makegood", "assess", str(file), "--json", "--at", "2026-11-21T08:00:00Z"]

        def run(arguments: list[str]) -> None:
            subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)

        cold, bare, ratio = paired(lambda: run(command), lambda: run([sys.executable, "-c", "pass"]), 4)
    return [
        "`makegood assess` from the shell, cold, against `python -c pass`",
        f"  {cold * 1000:6.0f} ms   {bare * 1000:6.0f} ms   {ratio:.1f} × (bar: 12 ×)",
    ]


def imports() -> list[str]:
    code = (
        "import sys, time; s = time.perf_counter(); b = set(sys.modules); import makegood; t = time.perf_counter() - s; "
        "makegood.assess; n = {m.split('.')[0] for m in set(sys.modules) - b} - set(sys.stdlib_module_names) - {'makegood'}; "
        "print(len(n), round(t * 1000))"
    )
    said_ = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    return ["`from makegood import assess`", f"  third-party modules imported: {said_[0]}   {said_[1]} ms"]


def main() -> None:
    book(Platform.aliexpress)
    for figure in (assessments, rules_against_table, cold_start, imports):
        print("\n".join(figure()), flush=True)


if __name__ == "__main__":
    main()
