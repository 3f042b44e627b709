"""The order export of the workbench as an XLSX (§5): a row an item, the order's own columns merged over its items."""

from __future__ import annotations

import zipfile
from datetime import datetime
from html import escape
from io import BytesIO

from makegood.sandbox.ali1688.amounts import shown
from makegood.sandbox.ali1688.order import Line, Order
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import wall

HEADERS = (
    "订单编号", "买家公司名", "买家会员名", "卖家公司名", "卖家会员名", "货品总价(元)", "运费(元)", "涨价或折扣(元)", "实付款(元)",
    "订单状态", "订单创建时间", "订单付款时间", "发货方", "收货人姓名", "收货地址", "邮编", "联系电话", "联系手机", "货品标题", "单价(元)",
    "数量", "单位", "货号", "型号", "Offer ID", "SKU ID", "物料编号", "单品货号", "货品种类", "买家留言", "物流公司", "运单号",
)  # fmt: skip
MERGED_FIRST, MERGED_LAST = 18, 4
"""Quirk (§5, §7.20): the first 18 and the last 4 columns are the order's; merged, a plain reader sees them blank from the second item on."""
STATUS = {
    "waitbuyerpay": "等待买家付款",
    "waitsellersend": "等待卖家发货",
    "waitbuyerreceive": "等待买家确认收货",
    "success": "交易成功",
    "cancel": "交易关闭",
}
_SHEET = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="订单" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}  # fmt: skip


def workbook(state: State, *, short: bool = False) -> bytes:
    """`short`: the variant without (元) in two headers."""
    names = [name.removesuffix("(元)") if short and name.startswith(("运费", "实付款")) else name for name in HEADERS]
    rows, merges = [names], []
    for order in state.orders.values():
        first = len(rows) + 1
        for place, line in enumerate(order.lines):
            rows.append(_cells(state, order, line, is_first=place == 0))
        if len(order.lines) > 1:
            merged = [*range(MERGED_FIRST), *range(len(HEADERS) - MERGED_LAST, len(HEADERS))]
            merges += [f"{_column(at)}{first}:{_column(at)}{len(rows)}" for at in merged]
    return _zipped(rows, merges)


def _cells(state: State, order: Order, line: Line, *, is_first: bool) -> list[str]:
    buyer, parcels = order.buyer, [parcel for parcel in order.parcels if parcel.number]
    before = [
        str(order.id), "", buyer.login, "", state.shops[order.seller].login,
        shown(sum(one.price * one.quantity for one in order.lines)), shown(order.shipping_fee),
        _signed(sum(one.discount for one in order.lines)), shown(order.amount), STATUS[order.status],
        wall(order.created_at), _wall(order.paid_at), "卖家", buyer.name,
        f"{buyer.province} {buyer.city} {buyer.area} {buyer.town} {buyer.address}", buyer.zip, "", buyer.mobile,
    ]  # fmt: skip
    own = [
        line.name, shown(line.price), str(line.quantity), "件", line.cargo.partition("-")[0], "", str(line.product_id),
        str(line.sku_id), "", line.cargo,
    ]  # fmt: skip
    after = [
        str(len(order.lines)), order.buyer_note, ",".join(one.company for one in parcels), ",".join(one.number for one in parcels),
    ]  # fmt: skip
    return [*before, *own, *after] if is_first else [*[""] * len(before), *own, *[""] * len(after)]


def _wall(at: datetime | None) -> str:
    return wall(at) if at is not None else ""


def _signed(fen: int) -> str:
    return f"-{shown(-fen)}" if fen < 0 else shown(fen)


def _column(place: int) -> str:
    return chr(65 + place) if place < 26 else "A" + chr(65 + place - 26)


def _zipped(rows: list[list[str]], merges: list[str]) -> bytes:
    body = [_SHEET]
    for number, cells in enumerate(rows, start=1):
        told = "".join(
            f'<c r="{_column(at)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for at, text in enumerate(cells)
            if text
        )
        body.append(f'<row r="{number}">{told}</row>')
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in merges)
    body.append(
        "</sheetData>" + (f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else "") + "</worksheet>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", "".join(body))):
            file.writestr(name, text)
    return made.getvalue()
