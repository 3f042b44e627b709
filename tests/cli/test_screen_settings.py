"""`makegood screen --set NAME=VALUE` takes what a shop's settings take, and refuses the rest before any table is read."""

from __future__ import annotations

import pytest

from makegood.cli.main import main

TABLE = "order_id,buyer_id,placed_at\n1,b,2026-01-01T00:00:00Z\n"


@pytest.mark.parametrize("setting", ["unpaid_count=1", "payment_grace_hours=12.5", "unpaid_share=0.2"])
def test_a_number_within_its_bounds_is_used(setting, tmp_path, capsys):
    (tmp_path / "orders.csv").write_text(TABLE)

    assert main(["screen", str(tmp_path / "orders.csv"), "--json", "--set", setting]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    "setting",
    ["payment_grace_hours=1e999", "payment_grace_hours=nan", "payment_grace_hours=-1", "unpaid_share=1.2"]
    + ["unpaid_count=1.5", "unpaid_count=99999999999999999999", "grace=1", "unpaid_count", "unpaid_count="],
)
def test_any_other_is_refused_by_name(setting, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["screen", "orders.csv", "--set", setting])

    assert stop.value.code == 2
    assert "argument --set: found" in capsys.readouterr().err
