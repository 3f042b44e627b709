"""`makegood look`: the main job on real input, readable in a terminal: orders screened, the worked examples assessed."""

from __future__ import annotations

import argparse
import csv
import tempfile
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from makegood import assessing
from makegood.cli import screen as screening
from makegood.cli.shown import shown
from makegood.core.reading import read_text

OLIST = Path("..") / "shared" / "data" / "olist-orders"
GENERATED = 20_000
_SAYS = {
    "olist": {
        "en": "Screening {orders}, joined with its customers (real orders; local times of America/Sao_Paulo)",
        "zh": "审核 {orders}（真实订单，已与客户表合并；时间按圣保罗当地时间）",
    },
    "generated": {
        "en": "No real order table lies beside this checkout: screening {count:,} GENERATED orders with planted bad faith",
        "zh": "旁边没有真实订单表：改为审核 {count:,} 条【生成的】订单，其中埋有恶意下单",
    },
    "examples": {"en": "The worked examples, assessed", "zh": "示例案件评估"},
    "next": {
        "en": "Your own: makegood assess CASE.json   ·   makegood screen ORDERS.csv --zone Asia/Shanghai   ·   makegood policy topics",
        "zh": "换成您自己的数据：makegood assess 案件.json   ·   makegood screen 订单.csv --zone Asia/Shanghai   ·   makegood policy topics",
    },
}


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood look", description=__doc__)
    parser.add_argument("--lang", choices=("en", "zh"), default="zh")
    parser.add_argument("--orders", type=Path, default=OLIST, help="a folder with Olist's orders.csv and customers.csv")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="makegood-look-") as folder:
        _screen(options.orders, Path(folder), options.lang)
    print(f"\n{_SAYS['examples'][options.lang]}\n")
    for name, text in examples():
        case = read_text(text)
        print(f"── {name}")
        print(shown(assessing.assess(case, case.at or datetime.now(UTC)), options.lang), end="\n\n")
    print(_SAYS["next"][options.lang])
    return 0


def examples() -> list[tuple[str, str]]:
    """The worked examples that ship, by name: case files of our own making."""
    folder = files("makegood.cli").joinpath("examples")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return [(one.name, one.read_text("utf-8")) for one in found]


def _screen(orders: Path, folder: Path, language: str) -> None:
    from makegood.screening import generated_orders, screen

    table, zone = folder / "orders.csv", None
    if (orders / "orders.csv").is_file():
        joined(orders, table)
        zone = "America/Sao_Paulo"
        print(_SAYS["olist"][language].format(orders=orders / "orders.csv"))
    else:
        generated_orders(GENERATED, 1, table)
        print(_SAYS["generated"][language].format(count=GENERATED))
    verdicts = screen(
        table, parameters=screening.parameters(None), zone=zone, unpaid_words=screening.unpaid_words(None)
    )
    print(screening.summarised(verdicts, language))


def joined(orders: Path, target: Path) -> None:
    """Olist keeps the buyer apart from the order: one table of both, under the normalised names."""
    with (orders / "customers.csv").open(encoding="utf-8", newline="") as file:
        customers = {row["customer_id"]: row for row in csv.DictReader(file)}
    with (
        (orders / "orders.csv").open(encoding="utf-8", newline="") as file,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(["order_id", "buyer_id", "placed_at", "paid_at", "status", "city", "state", "country"])
        for row in csv.DictReader(file):
            who = customers[row["customer_id"]]
            times = (row["order_purchase_timestamp"], row["order_approved_at"])
            place = (who["customer_city"], who["customer_state"], "BR")  # the zip is a prefix only: unknown
            writer.writerow([row["order_id"], who["customer_unique_id"], *times, row["order_status"], *place])
