"""Generated orders: the same from the same seed, saying what they are, with buyers of bad faith to find."""

from __future__ import annotations

from makegood.screening import generated_orders
from tests.screening.conftest import screened


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    one, two, other = (
        generated_orders(50, seed, tmp_path / name) for seed, name in ((1, "a.csv"), (1, "b.csv"), (2, "c.csv"))
    )

    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


def test_every_row_says_that_it_is_generated(tmp_path):
    rows = generated_orders(50, 1, tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[1:]

    assert len(rows) == 50
    assert all("generated-shop" in row and "Generated buyer" in row for row in rows)


def test_the_buyers_of_bad_faith_are_found(tmp_path):
    lines, summary = screened(generated_orders(3000, 1, tmp_path / "a.csv"))

    fired = {reason["rule"] for line in lines.values() for reason in line["reasons"]}
    assert fired == {"address_incomplete", "serial_unpaid", "serial_cancelled"}
    assert summary["orders"] == 3000
    assert summary["refused_rows"] == []
