"""Every clause of the requirement stands in a pack, has a rule or a written reason for none, and a test that shows it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tools import clause_docs

from makegood.cli.policy import packs
from makegood.core.words import Action, Platform, Remedy
from makegood.policies import policy as policies
from makegood.policies.reader import NotAPack, read_pack
from makegood.policies.topics import topics

SPEC = clause_docs.ROOT.parent / "shared" / "spec.md"

REQUIRED = [
    *(f"WISH-WRONG-{n}" for n in range(1, 6)),
    *(f"WISH-UNFUL-{n}" for n in range(1, 7)),
    *("AE-LABEL-1", "AE-LABEL-2", "AE-DAMAGE-1", "AE-RETURN-1", "AE-RETURN-2", "AE-ITALY-1", "AE-TOPICS"),
    *(f"AE-NEGO-{n}" for n in range(1, 5)),
    *(f"AUDIT-{n}" for n in range(1, 11)),
    *("B2B-TERMS-1", "B2B-TERMS-2", "B2B-DEPOSIT-1", "B2B-DEPOSIT-2", "B2B-DEPOSIT-3"),
    *("B2B-APPEAL-1", "B2B-APPEAL-2", "B2B-APPEAL-3", "B2B-AFTERSALE-1", "B2B-TRACK-1", "B2B-EXIT-1", "B2B-PAYEE-1"),
    *("B2B-PREVENT-1", "B2B-PREVENT-2", "B2B-PREVENT-3"),
    *(f"SHP-WRONG-{n}" for n in range(1, 8)),
    *(f"ALL-{n}" for n in range(1, 9)),
]
CLAUSES = {name: clause for pack in packs() for name, clause in pack.clauses.items()}
RULES, TESTS = clause_docs.rules_by_clause(), clause_docs.tests_by_clause()
ROOT = clause_docs.ROOT


@pytest.mark.skipif(not SPEC.is_file(), reason="the requirement does not lie beside this checkout")
def test_the_list_is_the_requirements_own():
    rows = re.findall(r"^\| ([A-Z0-9]+(?:-[A-Z0-9]+)+) \|", SPEC.read_text("utf-8"), re.MULTILINE)

    assert sorted(REQUIRED) == sorted(rows)


@pytest.mark.parametrize("clause", REQUIRED)
def test_it_stands_in_a_pack_in_both_languages_with_its_source(clause):
    held = CLAUSES[clause]

    assert held.text.en
    assert re.search("[\u4e00-\u9fff]", held.text.zh)
    assert held.cite.where


@pytest.mark.parametrize("clause", REQUIRED)
def test_it_has_a_rule_or_says_why_not(clause):
    assert RULES[clause] or CLAUSES[clause].no_rule


@pytest.mark.parametrize("clause", REQUIRED)
def test_it_has_a_test(clause):
    assert TESTS[clause]


def test_no_rule_or_test_names_a_clause_nobody_wrote():
    assert set(RULES) <= set(CLAUSES)
    assert set(TESTS) <= set(CLAUSES)


def test_every_sentence_a_rule_says_is_there_in_both_languages_with_the_same_blanks():
    for key, text in policies.sentences().items():
        assert re.findall(r"{(\w+)}", text.en) == re.findall(r"{(\w+)}", text.zh), key
        assert re.search("[\u4e00-\u9fff]", text.zh), key


def test_every_sentence_is_said_somewhere_and_every_one_said_exists():
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "src/makegood").rglob("*.py"))
    groups = {key.partition(".")[0] for key in policies.sentences()}
    said = {key for key in re.findall(r'"(\w+\.\w+)"', code) if key.partition(".")[0] in groups}
    built = {f"step.{action}" for action in Action} | {key for key in policies.sentences() if key.startswith("ground.")}

    assert said <= set(policies.sentences())
    assert set(policies.sentences()) <= said | built


def test_every_platform_says_how_each_remedy_and_action_is_done():
    for platform in Platform:
        own = policies.book(platform).own

        assert set(own.remedies) == {str(remedy) for remedy in Remedy}
        assert set(own.actions) == {str(action) for action in Action} - {"wait", "close"}


def test_the_buyers_languages_are_at_least_those_promised_and_hold_every_request():
    promised = set("es pt fr de it ru ja ko ar th vi id pl tr en zh".split())

    assert promised <= policies.languages()
    english = set(policies.requests("en")["request"])
    for language in policies.languages():
        texts = policies.requests(language)["request"]
        assert set(texts) == english
        assert all(text.strip() for text in texts.values())
        if language != "en":
            assert not set(texts.values()) & set(policies.requests("en")["request"].values())


def test_every_leaf_of_the_guides_index_is_a_topic():
    leaves = {topic.name.zh for topic in topics()}

    assert len(leaves) == len(topics()) == 55
    assert {"买家收货问题", "美国法院禁令TRO", "评价展示及影响", "即时通讯工具"} <= leaves


BROKEN = {
    "an unknown key": ('colour = "red"', "unknown key 'colour'"),
    "no source": ('[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"', "X-1: source is None"),
    "one language": ('[[clause]]\nid = "X-1"\nen = "a"\nsource = "house"', "X-1: zh is missing"),
    "dates out of order": (
        '[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\nsource = "house"\n[clause.parameters.negotiation_days]\nunit = "days"\n'
        'values = [{ is = 5, source = "house", from = 2026-02-01 }, { is = 6, source = "house", from = 2026-01-01 }]',
        "X-1.negotiation_days: dates out of order",
    ),
    "a number as text": (
        '[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\nsource = "house"\n[clause.parameters.negotiation_days]\nunit = "days"\n'
        'values = [{ is = "five", source = "house" }]',
        "`is` is 'five'",
    ),
    "an unknown parameter": (
        '[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\nsource = "house"\n[clause.parameters.days]\nunit = "days"\nvalues = []',
        "X-1.days: unknown parameter",
    ),
    "the same clause twice": (
        '[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\nsource = "house"\n[[clause]]\nid = "X-1"\nen = "a"\nzh = "一"\nsource = "house"',
        "X-1: the clause stands twice",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_pack_that_says_what_no_pack_may_is_refused_naming_file_clause_and_key(what):
    text, says = BROKEN[what]
    head = 'platform = "all"\nname = { en = "x", zh = "一" }\nversion = 2026-11-22\n'

    with pytest.raises(NotAPack) as refusal:
        read_pack(head + text, "mine.toml")

    assert str(refusal.value).startswith("mine.toml: ")
    assert says in str(refusal.value)


def test_no_number_of_policy_stands_in_the_rules():
    for file in (ROOT / "src/makegood/rules").glob("*.py"):
        text = re.sub(r'""".*?"""|"[^"]*"|#.*', "", file.read_text("utf-8"), flags=re.DOTALL)
        numbers = set(re.findall(r"(?<![\w.])(\d+)(?![\w.])", text)) - {
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            "60",
        }
        assert not numbers, f"{file.name}: {numbers}"


def test_the_packs_are_all_that_ships():
    shipped = {Path(pack.file).stem for pack in packs()}
    folder = ROOT / "src/makegood/policies"
    others = {"sentences", "topics"}

    assert {file.stem for file in folder.glob("*.toml")} == shipped | others
    assert all(tomllib.loads(file.read_text("utf-8")) for file in folder.glob("*.toml"))
