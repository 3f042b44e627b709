"""An export brought by a person: looked at, tried without effect, run once, and gone a week later."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter

from makegood.store.tenancy import within
from tests.store.making import T0, Clock, Scene, scene

pytestmark = pytest.mark.usefixtures("store")
HEADERS = ("订单号", "订单状态", "买家名称", "下单时间", "付款时间", "订单金额", "商品编码")
BY = "person:tester"


@pytest.fixture
def one() -> Iterator[Scene]:
    made = scene()
    with within(made.organisation):
        yield made


def row(number: int, **other: str) -> list[str]:
    told = {"订单号": f"30{number:014d}", "订单状态": "等待买家收货", "买家名称": f"Buyer {number}",
            "下单时间": "01/31/2025 20:24", "付款时间": "01/31/2025 20:30", "订单金额": "CN￥ 954.91", "商品编码": f"AB-{number} * 1"}  # fmt: skip
    return [{**told, **other}[header] for header in HEADERS]


def sheet(*rows: list[str], headers: tuple[str, ...] = HEADERS, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue().encode(encoding)


def brought(one: Scene, content: bytes, name: str = "订单.csv") -> Any:
    from makegood.store import importing
    from makegood.store.models import Shop

    return importing.begin(Shop.objects.get(pk=one.shop), name, content, by=BY, at=T0)


def ran(made: Any, *, only_try: bool = False) -> Any:
    from makegood.store import importing

    importing.start(made, only_try=only_try, at=T0)
    made.refresh_from_db()
    return made


def test_a_file_is_looked_at_and_nothing_taken_in(one: Scene) -> None:
    from makegood.store.models import Order

    made = brought(one, sheet(row(1), row(2, 下单时间="never"), encoding="gb18030"))

    assert (made.state, made.total, made.seen["platform"]) == ("read", 1, "aliexpress")
    assert [(bad["row"], bad["column"], bad["found"]) for bad in made.seen["refused_rows"]] == [
        (3, "placed_at", "never")
    ]
    assert not Order.objects.exists()


def test_a_trial_says_what_a_run_would_do_and_does_nothing(one: Scene) -> None:
    from makegood.store.models import Event, Order

    made = ran(brought(one, sheet(row(1), row(2))), only_try=True)

    assert (made.state, made.counts) == ("tried", {"new": 2})
    assert not Order.objects.exists() and not Event.objects.exists()


def test_the_same_file_twice_changes_nothing(one: Scene) -> None:
    from makegood.store.models import Event, Order

    first = ran(brought(one, sheet(row(1), row(2))))
    told = Event.objects.exclude(type="import_done").count()
    second = ran(brought(one, sheet(row(1), row(2))))

    assert (first.counts, second.counts, second.outcomes) == ({"new": 2}, {"same": 2}, "ss")
    assert Order.objects.count() == 2 and Event.objects.exclude(type="import_done").count() == told


def test_what_changed_is_told_apart_from_what_is_new(one: Scene) -> None:
    ran(brought(one, sheet(row(1))))
    again = ran(brought(one, sheet(row(1, 订单状态="交易完成"), row(2))))

    assert again.counts == {"changed": 1, "new": 1}


def test_a_run_is_not_run_again(one: Scene) -> None:
    from makegood.store.actions import NotPossible

    made = ran(brought(one, sheet(row(1))))
    with pytest.raises(NotPossible, match="done"):
        ran(made)


def test_an_imported_order_joins_the_case_kept_by_hand(one: Scene) -> None:
    from makegood.store.hand_kept import open_case
    from makegood.store.models import Case

    case = open_case(one.shop, {"kind": "damaged", "order": {"id": "3000000000000001"}}, trouble=None, by=BY, at=T0)
    made = ran(brought(one, sheet(row(1))))

    assert made.counts == {"changed": 1} and Case.objects.get().pk == case.pk


def test_named_columns_are_remembered_for_the_same_headers_in_this_organisation_only(one: Scene) -> None:
    from makegood.store import importing

    strange = ("单子", *HEADERS[1:])
    made = brought(one, sheet(row(1), headers=strange))
    assert made.state == "refused" and made.seen["headers"] == list(strange)
    importing.look(made, {"order_id": "单子"}, zone=None, currency=None)
    assert (made.state, made.total) == ("read", 1)
    later = brought(one, sheet(row(2), headers=strange))
    other = scene("Two")

    assert (later.state, later.seen["mapping"]) == ("read", "remembered")
    with within(other.organisation):
        assert brought(other, sheet(row(2), headers=strange)).state == "refused"


def test_an_xlsx_gives_what_a_csv_does(one: Scene) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for place, cells in enumerate([HEADERS, row(1)]):
            for column, cell in enumerate(cells):
                page.write_string(place, column, cell)

    assert ran(brought(one, out.getvalue(), "orders.xlsx")).counts == {"new": 1}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xlsx", b"PK\x03\x04" + b"\x00" * 90),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 900),
        ("x.csv", b"\x00" * 5000),
        ("x.csv", b'"' * 200_000),
        ("x.csv", b"\xff\xfe\x00"),
        ("../../../x.csv", b"order\n1\n"),
    ],
)
def test_a_hostile_file_is_refused_in_words(one: Scene, name: str, content: bytes) -> None:
    made = brought(one, content, name)

    assert made.state == "refused" and made.seen["refused"]


def test_a_file_that_takes_too_much_is_ended(one: Scene) -> None:
    from makegood.store.confined import Bounds, NotRead, asked

    many = sheet(*(row(number) for number in range(60_000)))
    with pytest.raises(NotRead, match="seconds"), asked(many, "x.csv", {"do": "look"}, Bounds(seconds=1)):
        pass
    with (
        pytest.raises(NotRead, match="memory"),
        asked(sheet(row(1)), "x.csv", {"do": "look"}, Bounds(memory=150 << 20)),
    ):
        pass


@pytest.mark.parametrize("name", ["x.exe", "x", "x.parquet", "x.csv.zip"])
def test_other_files_are_refused_by_their_name(one: Scene, name: str) -> None:
    from makegood.store.actions import NotPossible

    with pytest.raises(NotPossible):
        brought(one, b"order\n", name)


def test_the_result_has_a_column_of_its_own_and_no_formula(one: Scene) -> None:
    from makegood.store import importing

    made = ran(brought(one, sheet(row(1, 买家名称="=HYPERLINK(1)"), row(2, 下单时间="never"))))
    told = importing.result(made, column="结果", words={"new": "已新增"}, language="zh")
    rows = list(csv.reader(io.StringIO(told)))

    assert made.outcomes == "n", made.why
    assert rows[0] == [*HEADERS, "结果"] and rows[1][2] == "'=HYPERLINK(1)"
    assert rows[1][-1] == "已新增" and rows[2][-1].startswith("不是可识别的时间")


def test_a_large_file_goes_to_a_worker_that_can_be_stopped_and_goes_on_where_it_stood(
    one: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from makegood.store import importing
    from makegood.store.models import Order
    from makegood.store.workers import Worker

    monkeypatch.setattr(importing, "AT_ONCE", 2)
    monkeypatch.setattr(importing, "SLICE", 2)
    made = ran(brought(one, sheet(*(row(number) for number in range(5)))))
    assert (made.state, made.done) == ("running", 0)
    made.done, made.outcomes, made.counts = 2, "nn", {"new": 2}  # as a worker that died left it
    made.save()
    clock = Clock(T0 + timedelta(seconds=1))
    Worker({importing.IMPORT: importing.importer(clock)}, now=clock).until_idle()
    made.refresh_from_db()

    assert (made.state, made.done, made.outcomes) == ("done", 5, "nnnnn") and Order.objects.count() == 3
    clock.wind(days=8)
    Worker({importing.IMPORT: importing.importer(clock)}, now=clock).until_idle()
    made.refresh_from_db()
    assert made.content is None and "rows" not in made.seen


def test_a_stopped_import_takes_in_no_more(one: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.store import importing
    from makegood.store.models import Order
    from makegood.store.workers import Worker

    monkeypatch.setattr(importing, "AT_ONCE", 2)
    made = ran(brought(one, sheet(*(row(number) for number in range(5)))))
    importing.stop(made, at=T0)
    clock = Clock(T0 + timedelta(seconds=1))
    Worker({importing.IMPORT: importing.importer(clock)}, now=clock).until_idle()

    assert not Order.objects.exists()
