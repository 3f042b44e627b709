"""A rule's SQL: what is let through, and what is refused with its name, what was found and what is allowed."""

from __future__ import annotations

import pytest

from makegood.screening.expressions import RuleRefused, confine


@pytest.mark.parametrize(
    "text",
    [
        "city = ''",
        "history_unpaid >= $unpaid_count AND history_unpaid >= $unpaid_share * history_orders",
        "upper(trim(country)) IN ('BR', 'ES')",
        "length(coalesce(line1, '')) BETWEEN 1 AND 4",
        "NOT paid_at IS NULL AND cancelled_at > paid_at",
        "amount * quantity - 1 > -3.5",
        '"City" <> state OR true',
    ],
)
def test_lets_plain_conditions_through(text):
    assert confine("r", text).sql


def test_names_what_it_reads():
    read = confine("r", "amount > $most and city = '' and $other < quantity")

    assert read.columns == {"amount", "city", "quantity"}
    assert read.parameters == {"most", "other"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("read_csv('/etc/passwd') = ''", "READCSV", id="reads-a-file"),
        pytest.param("getenv('HOME') = ''", "function getenv", id="unknown-function"),
        pytest.param("amount > (select 1)", "SUBQUERY", id="subselect"),
        pytest.param("exists(select 1)", "EXISTS", id="exists"),
        pytest.param("city in (select state)", "query of IN", id="in-a-subselect"),
        pytest.param("select true", "SELECT", id="statement"),
        pytest.param("drop table orders", "DROP", id="drop"),
        pytest.param("city = ''; drop table orders", "2 statements", id="semicolon"),
        pytest.param("city like 'a%'", "LIKE", id="like"),
        pytest.param("city ~ 'a'", "REGEXPLIKE", id="regular-expression"),
        pytest.param("quantity / 2 > 1", "DIV", id="division"),
        pytest.param("quantity // 2 > 1", "INTDIV", id="integer-division"),
        pytest.param("quantity % 2 = 1", "MOD", id="remainder"),
        pytest.param("password = ''", "column 'password'", id="unknown-column"),
        pytest.param("orders.city = ''", "table of COLUMN", id="qualified-column"),
        pytest.param("amount = '12'", "number and text together", id="text-against-number"),
        pytest.param("postcode > 12345", "text and number together", id="text-ordered-against-number"),
        pytest.param("city < state", "an order of texts", id="texts-in-order"),
        pytest.param("city", "a text where true or false", id="not-boolean"),
        pytest.param("amount + 1", "a number where true or false", id="a-number"),
        pytest.param("amount", "a number where true or false", id="a-bare-number"),
        pytest.param("amount::text = ''", "CAST", id="cast"),
        pytest.param("city || state = ''", "DPIPE", id="concatenation"),
        pytest.param("trim(both 'x' from city) = ''", "of TRIM", id="trim-of-others"),
        pytest.param("city in ('a', null)", "NULL", id="null-in-a-list"),
        pytest.param("city = null", "NULL", id="equals-null"),
        pytest.param("count(*) > 1", "COUNT", id="aggregate"),
        pytest.param("sum(amount) over () > 1", "WINDOW", id="window"),
        pytest.param("amount > ?", "a parameter without a name", id="nameless-parameter"),
        pytest.param("amount > 1e9", "not a plain decimal", id="floating-point"),
        pytest.param("current_date > placed_at", "CURRENTDATE", id="clock"),
        pytest.param("placed_at > now()", "function now", id="now"),
        pytest.param("random() > 1", "RAND", id="chance"),
        pytest.param("city =", "no SQL expression", id="broken"),
        pytest.param("", "statements", id="nothing"),
        pytest.param("case when true then city = '' end", "CASE", id="case"),
        pytest.param("(city, state) = ('', '')", "TUPLE", id="tuple"),
        pytest.param("*", "STAR", id="star"),
    ],
)
def test_refuses(text, found):
    with pytest.raises(RuleRefused) as refusal:
        confine("mine", text)

    assert "rule mine" in str(refusal.value)
    assert found in str(refusal.value)
    assert "allowed are" in str(refusal.value) or "expected" in str(refusal.value)


def test_a_text_with_a_quote_stays_a_text():
    assert confine("r", "city = 'L''Aquila'' or 1=1 --'").sql == "city = 'L''Aquila'' or 1=1 --'"


def test_a_comment_is_left_behind():
    assert confine("r", "city = '' /* ; drop table orders */ -- x").sql == "city = ''"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("not " * 5_000 + "true", id="nots"),
        pytest.param("(" * 5_000 + "true" + ")" * 5_000, id="brackets"),
        pytest.param("true" + " and true" * 50_000, id="ands"),
    ],
)
def test_an_expression_too_deep_is_refused_not_crashed_on(text):
    with pytest.raises(RuleRefused, match="rule mine"):
        confine("mine", text)
