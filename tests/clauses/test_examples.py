"""The examples that ship: every word of their assessments is the one in docs/examples/, and keeps the published schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from tools import example_docs

from makegood import assess
from makegood.cli.look import examples
from makegood.core import schema

EXAMPLES = dict(examples())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_assessed_as_the_docs_show(name):
    shown = json.loads((example_docs.PAGES / name).read_text("utf-8"))

    assert assess(EXAMPLES[name]) == shown


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_keeps_both_schemas(name):
    jsonschema.Draft202012Validator(schema.case()).validate(json.loads(EXAMPLES[name]))
    jsonschema.Draft202012Validator(schema.assessment()).validate(assess(EXAMPLES[name]))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_holds_nothing_that_is_not_known(name):
    assert assess(EXAMPLES[name])["ignored"] == []


def test_the_page_to_read_is_up_to_date():
    assert example_docs.pages()["README.md"] == (example_docs.PAGES / "README.md").read_text("utf-8")
