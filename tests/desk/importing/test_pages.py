"""An export brought through the browser's door: looked at, tried, run, its result fetched."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from makegood.store.tenancy import within
from tests.store.making import Scene, scene
from tests.store.test_importing import HEADERS, row, sheet

Sit = Callable[..., Client]


def bring(client: Client, one: Scene, content: bytes, name: str = "订单.csv", **more: Any) -> Any:
    told = {"file": SimpleUploadedFile(name, content), "shop": str(one.shop), **more}
    return client.post("/import/bring/", told)


def test_shows_rows_with_their_problem_in_place(at_desk: Sit, one: Scene) -> None:
    client = at_desk("clerk")
    answer = bring(client, one, sheet(row(1), row(2, 下单时间="never")))
    page = client.get(answer["Location"]).content.decode()

    assert "1 row is not taken" in page and 'class="is-bad"' in page and "never" in page
    assert page.count("data-primary") == 1 and "Try it without effect" in page


def test_tried_then_run_then_its_result_is_fetched(at_desk: Sit, one: Scene) -> None:
    from makegood.store.models import Order

    client = at_desk()
    there = bring(client, one, sheet(row(1), row(2, 下单时间="never")))["Location"]
    client.post(f"{there}try/")
    with within(one.organisation):
        assert not Order.objects.exists()
    assert "Take in 1 order" in client.get(there).content.decode()
    client.post(f"{there}run/")
    again = client.post(f"{there}run/", follow=True).content.decode()
    assert "nothing was changed" in again
    answer = client.get(f"{there}result/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert rows[0][-1] == "Result" and [cells[-1] for cells in rows[1:]][0] == "New"
    assert answer["Content-Disposition"].startswith("attachment")
    with within(one.organisation):
        assert Order.objects.count() == 1


def test_a_file_whose_headers_nobody_knows_asks_for_its_columns(at_desk: Sit, one: Scene) -> None:
    client, strange = at_desk(), ("单子", *HEADERS[1:])
    there = bring(client, one, sheet(row(1), headers=strange))["Location"]
    page = client.get(there).content.decode()
    assert "No column of this file is known to be the order number" in page and "--map" not in page
    client.post(f"{there}columns/", {"column-order_id": "单子"})

    assert "Try it without effect" in client.get(there).content.decode()
    assert "remembered" in client.get(bring(client, one, sheet(row(2), headers=strange))["Location"]).content.decode()


def test_one_header_is_named_for_one_column(at_desk: Sit, one: Scene) -> None:
    client = at_desk()
    there = bring(client, one, sheet(row(1), headers=("单子", *HEADERS[1:])))["Location"]
    answer = client.post(f"{there}columns/", {"column-order_id": "单子", "column-sku": "单子"})

    assert answer.status_code == 422 and "One column for each header" in answer.content.decode()


def test_no_file_is_said_beside_its_field_and_the_shop_typed_is_kept(at_desk: Sit, one: Scene) -> None:
    answer = at_desk().post("/import/bring/", {"platform": "wish", "shop_name": "Bright Finds"})

    assert answer.status_code == 422 and 'id="i-file-fault"' in answer.content.decode()
    assert "Bright Finds" in answer.content.decode()


def test_a_new_shop_is_named_with_the_file(at_desk: Sit, one: Scene) -> None:
    from makegood.store.models import Shop

    told = {"shop": "", "platform": "aliexpress", "shop_name": "Second"}
    assert bring(at_desk(), one, sheet(row(1)), **told).status_code == 302
    with within(one.organisation):
        assert Shop.objects.filter(name="Second").exists()


@pytest.mark.parametrize("name", ["orders.exe", "orders", "orders.html"])
def test_another_kind_of_file_is_refused(at_desk: Sit, one: Scene, name: str) -> None:
    assert bring(at_desk(), one, b"<script>", name).status_code == 422


def test_what_stands_in_a_file_is_shown_as_text(at_desk: Sit, one: Scene) -> None:
    client = at_desk()
    there = bring(client, one, sheet(row(1, 订单状态="<script>alert(1)</script>")), '"><img>.csv')["Location"]
    page = client.get(there).content.decode()

    assert "Buyer 1" not in page  # who it is, nobody needs to read here
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "<img>" not in page


def test_anothers_import_is_not_found(at_desk: Sit, one: Scene) -> None:
    from makegood.store import importing
    from makegood.store.models import Shop
    from tests.store.making import T0

    other = scene("Two")
    with within(other.organisation):
        made = importing.begin(Shop.objects.get(), "x.csv", sheet(row(1)), by="person:x", at=T0)
    client = at_desk()

    assert bring(client, other, sheet(row(1))).status_code == 404
    assert client.get(f"/import/{made.pk}/").status_code == 404
    assert client.get(f"/import/{made.pk}/result/").status_code == 404
    for deed in ("columns", "try", "run", "stop"):
        assert client.post(f"/import/{made.pk}/{deed}/").status_code == 404


def test_a_warehouse_hand_brings_no_exports(at_desk: Sit, one: Scene) -> None:
    assert at_desk("warehouse").get("/import/").status_code == 403
    assert bring(at_desk("warehouse"), one, sheet(row(1))).status_code == 403


def test_progress_is_asked_for_as_a_part(at_desk: Sit, one: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.store import importing

    monkeypatch.setattr(importing, "AT_ONCE", 1)
    client = at_desk()
    there = bring(client, one, sheet(row(1), row(2)))["Location"]
    client.post(f"{there}run/")
    part = client.get(there, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()

    assert "<html" not in part and "every 2s" in part and "0 / 2" in part
    client.post(f"{there}stop/")
    assert "Stopped" in client.get(there).content.decode()
