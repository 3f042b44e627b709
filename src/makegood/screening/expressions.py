"""Reads a rule's SQL boolean expression and lets through only what every engine answers alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from makegood.screening.columns import COLUMNS, Kind

VOCABULARY: Mapping[str, Kind] = {
    **COLUMNS,
    "history_orders": "number",
    "history_unpaid": "number",
    "history_cancelled": "number",
    "history_withdrawn": "number",
    "history_open": "number",
    "shared_orders": "number",
    "shared_unpaid": "number",
    "address_faults": "text",
    "is_phone_unreal": "boolean",
}

ALLOWED = (
    "the columns "
    + ", ".join(VOCABULARY)
    + "; parameters as $name; AND, OR, NOT, =, <>, <, <=, >, >=, BETWEEN, IN (a list), IS NULL, +, -, *;"
    + " coalesce, length, lower, trim, upper; numbers, 'text', true and false"
)


class RuleRefused(ValueError):
    """A rule's expression uses what is not allowed; the message names the rule, what was found and what may be used."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A confined expression: its SQL, and the columns and parameters it reads."""

    sql: str
    columns: frozenset[str]
    parameters: frozenset[str]


def confine(rule: str, text: str) -> Expression:
    """Parses one boolean expression in DuckDB's dialect and refuses whatever is not on the allow-list."""
    try:
        return _confined(rule, text)
    except RecursionError as error:
        raise RuleRefused(f"rule {rule}: found an expression nested too deep; write it flatter") from error


def _confined(rule: str, text: str) -> Expression:
    tree = _parsed(rule, text)
    reader = _Reader(rule)
    kind = reader.kind(tree)
    if kind != "boolean":
        reader.refuse(f"a {kind} where true or false was expected", tree)
    return Expression(
        tree.sql(dialect="duckdb", comments=False), frozenset(reader.columns), frozenset(reader.parameters)
    )


def _parsed(rule: str, text: str) -> exp.Expression:
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except SqlglotError as error:
        reason = str(error).splitlines()[0]
        raise RuleRefused(f"rule {rule}: {text!r} is no SQL expression ({reason}); allowed are {ALLOWED}") from error
    found = [tree for tree in trees if tree is not None]
    if len(trees) != 1 or len(found) != 1:
        raise RuleRefused(
            f"rule {rule}: {len(trees)} statements in {text!r}; one expression was expected, of {ALLOWED}"
        )
    return found[0]  # type: ignore[return-value]  # sqlglot's parse is typed wider than what it yields


def _named(node: exp.Expression) -> str:
    return f"function {node.name}" if isinstance(node, exp.Anonymous) else type(node).__name__.upper()


class _Reader:
    """Walks a tree from the top, so that anything it has no branch for is refused."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.columns: set[str] = set()
        self.parameters: set[str] = set()

    def kind(self, node: exp.Expression) -> Kind:
        read = _READERS.get(type(node))
        if read is None:
            self.refuse(_named(node), node)
        return read(self, node)

    def refuse(self, what: str, node: exp.Expression) -> NoReturn:
        raise RuleRefused(f"rule {self.rule}: found {what} in {node.sql(dialect='duckdb')!r}; allowed are {ALLOWED}")

    def only(self, node: exp.Expression, *parts: str) -> None:
        """Refuses any part of a node beyond those named, such as the set of characters of a TRIM."""
        for part, value in node.args.items():
            if part not in parts and value not in (None, False, [], True):
                self.refuse(f"{part} of {type(node).__name__.upper()}", node)

    def alike(self, node: exp.Expression, *operands: exp.Expression) -> Kind:
        kinds = [self.kind(operand) for operand in operands]
        if len(set(kinds)) != 1:
            self.refuse(f"{' and '.join(dict.fromkeys(kinds))} together", node)
        return kinds[0]

    def expect(self, kind: Kind, node: exp.Expression) -> None:
        if (found := self.kind(node)) != kind:
            self.refuse(f"a {found} where a {kind} was expected", node)


def _column(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this")
    name = node.name.lower()
    if not isinstance(node.this, exp.Identifier) or name not in VOCABULARY:
        reader.refuse(f"column {node.name!r}", node)
    node.this.set("this", name)
    reader.columns.add(name)
    return VOCABULARY[name]


def _parameter(reader: _Reader, node: exp.Expression) -> Kind:
    if not isinstance(node.this, str) or not node.this.isidentifier():
        reader.refuse("a parameter without a name", node)
    reader.parameters.add(node.this)
    return "number"


def _literal(reader: _Reader, node: exp.Expression) -> Kind:
    if node.args["is_string"]:
        return "text"
    if not node.name.replace(".", "", 1).isdecimal():
        reader.refuse("a number that is not a plain decimal", node)
    return "number"


def _both(reader: _Reader, node: exp.Expression) -> Kind:
    for operand in (node.args["this"], node.args["expression"]):
        reader.expect("boolean", operand)
    return "boolean"


def _one(reader: _Reader, node: exp.Expression) -> Kind:
    reader.expect("boolean", node.this)
    return "boolean"


def _equal(reader: _Reader, node: exp.Expression) -> Kind:
    reader.alike(node, node.args["this"], node.args["expression"])
    return "boolean"


def _ordered(reader: _Reader, node: exp.Expression) -> Kind:
    if reader.alike(node, node.args["this"], node.args["expression"]) not in ("number", "time"):
        reader.refuse("an order of texts, which engines sort differently,", node)
    return "boolean"


def _between(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this", "low", "high")
    if reader.alike(node, node.this, node.args["low"], node.args["high"]) not in ("number", "time"):
        reader.refuse("an order of texts, which engines sort differently,", node)
    return "boolean"


def _in(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this", "expressions")
    reader.alike(node, node.this, *node.expressions)
    return "boolean"


def _is_null(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this", "expression")
    if not isinstance(node.expression, exp.Null):
        reader.refuse(f"IS {node.expression.sql()}", node)
    reader.kind(node.this)
    return "boolean"


def _arithmetic(reader: _Reader, node: exp.Expression) -> Kind:
    for operand in (node.args["this"], node.args["expression"]):
        reader.expect("number", operand)
    return "number"


def _negative(reader: _Reader, node: exp.Expression) -> Kind:
    reader.expect("number", node.this)
    return "number"


def _text_to_text(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this")
    reader.expect("text", node.this)
    return "text"


def _length(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this")
    reader.expect("text", node.this)
    return "number"


def _coalesce(reader: _Reader, node: exp.Expression) -> Kind:
    reader.only(node, "this", "expressions")
    return reader.alike(node, node.this, *node.expressions)


def _boolean(_reader: _Reader, _node: exp.Expression) -> Kind:
    return "boolean"


def _inside(reader: _Reader, node: exp.Expression) -> Kind:
    return reader.kind(node.this)


_READERS: dict[type[exp.Expression], Callable[[_Reader, exp.Expression], Kind]] = {
    exp.Column: _column,
    exp.Placeholder: _parameter,
    exp.Literal: _literal,
    exp.Boolean: _boolean,
    exp.Paren: _inside,
    exp.And: _both,
    exp.Or: _both,
    exp.Not: _one,
    exp.EQ: _equal,
    exp.NEQ: _equal,
    exp.LT: _ordered,
    exp.LTE: _ordered,
    exp.GT: _ordered,
    exp.GTE: _ordered,
    exp.Between: _between,
    exp.In: _in,
    exp.Is: _is_null,
    exp.Add: _arithmetic,
    exp.Sub: _arithmetic,
    exp.Mul: _arithmetic,
    exp.Neg: _negative,
    exp.Lower: _text_to_text,
    exp.Upper: _text_to_text,
    exp.Trim: _text_to_text,
    exp.Length: _length,
    exp.Coalesce: _coalesce,
}
