"""Exports brought in: the start, one looked at with problems in place, one whose columns nobody knows, one taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from tools.seeded import Seeded

HEADERS = "订单号,订单状态,买家名称,下单时间,付款时间,订单金额,商品编码"
GOOD = "".join(
    f"3000{n:012d},等待买家收货,买家{n},01/{10 + n}/2026 20:24,01/{10 + n}/2026 20:30,US $ {n + 10}.90,LAMP-{n} * 1\n"
    for n in range(12)
)
BAD = "3000000000000099,等待发货,买家九,31/31/2026 20:24,,US $ 12.90,LAMP-9 * 1\n3000000000000098,等待发货,买家八,01/31/2026 20:24,,十二元,LAMP-8 * 1\n"


def _brought(name: str, text: str, then: str = "") -> Callable[[Seeded], str]:
    def address(seeded: Seeded) -> str:
        from makegood.store import importing
        from makegood.store.models import Import, Shop

        one = Import.objects.filter(name=name).first()
        if one is None:
            shop, now = Shop.objects.get(platform="aliexpress"), datetime.now(UTC)
            one = importing.begin(shop, name, text.encode("gb18030"), by=f"person:{seeded.people['clerk']}", at=now)
            if then:
                importing.start(one, only_try=then == "try", at=now)
        return f"/import/{one.pk}/"

    return address


PAGES = {
    "import": "/import/",
    "import-seen": _brought("速卖通订单 2026-01.csv", f"{HEADERS}\n{GOOD}{BAD}"),
    "import-columns": _brought("ERP 导出.csv", f"{HEADERS.replace('订单号', '单子')}\n{GOOD}"),
    "import-tried": _brought("试运行.csv", f"{HEADERS}\n{GOOD}", "try"),
    "import-done": _brought("已导入.csv", f"{HEADERS}\n{GOOD}", "run"),
}
DOINGS: dict[str, tuple[str, list[str], str]] = {}
