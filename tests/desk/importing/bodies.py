"""What the forms of imports send, for the matrix of rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

FILE = ("订单.csv", "订单号,订单状态,下单时间\n3000000000000009,等待发货,01/31/2025 20:24\n".encode())


def plant(people: Mapping[str, UUID], now: datetime) -> None:
    from makegood.store.models import Import, Shop

    shop = Shop.objects.order_by("id")[0]
    by = f"person:{people['clerk']}"
    Import.objects.create(shop=shop, name=FILE[0], digest="", size=len(FILE[1]), content=FILE[1], by=by, created_at=now)


def _imports() -> Any:
    from makegood.store.models import Import

    return Import.objects.values_list("pk", flat=True)


IDS = {"key": _imports}
BODIES = {
    "bring_import": [{"shop": "{shop}", "file": FILE}, {"platform": "wish", "shop_name": "New"}],
    "import_columns": [{"column-order_id": "订单号"}],
    "import_try": [{}],
    "import_run": [{}],
    "import_stop": [{}],
}
