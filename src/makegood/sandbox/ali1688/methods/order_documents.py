"""An order as the platform tells it (TradeInfo, §2.1): sums in yuan, ids as numbers and as text, two pairs of names for refunds."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.amounts import yuan
from makegood.sandbox.ali1688.order import Line, Order, Parcel
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import compact

Body = dict[str, Any]


def known(**members: Any) -> Body:
    return {name: value for name, value in members.items() if value not in (None, "")}


def base(state: State, order: Order) -> Body:
    sold = [refund for refund in state.refunds_of(order) if refund.type == 1]
    after = [refund for refund in state.refunds_of(order) if refund.type == 2]
    seller = state.shops[order.seller]
    return known(
        id=order.id,
        idOfStr=str(order.id),
        status=order.status,
        tradeType=order.trade_type,
        businessType="cn",
        createTime=compact(order.created_at),
        modifyTime=compact(order.modified_at),  # open: the sheet does not list it
        payTime=compact(order.paid_at),
        allDeliveredTime=compact(order.sent_at),
        receivingTime=compact(order.received_at),
        completeTime=compact(order.ended_at),
        totalAmount=yuan(order.amount),
        sumProductPayment=yuan(order.amount - order.shipping_fee),
        shippingFee=yuan(order.shipping_fee),
        discount=sum(line.discount for line in order.lines),
        refund=yuan(order.refunded),
        refundStatus=sold[-1].status if sold else None,
        refundStatusForAs=after[-1].status if after else None,
        refundId=sold[-1].key if sold else None,
        refundIdForAs=after[-1].key if after else None,
        closeReason=order.close_reason,
        closeOperateType=order.closed_by,
        closeRemark=order.close_remark,
        sellerMemo=order.memo,
        sellerRemarkIcon=order.memo_icon,
        buyerFeedback=order.buyer_note,
        buyerID=order.buyer.member_id,
        buyerLoginId=order.buyer.login,
        buyerLevel=order.buyer.level,
        sellerID=order.seller,
        sellerLoginId=seller.login,
        buyerContact=known(name=order.buyer.name, mobile=order.buyer.mobile),
    )


def receiver(order: Order) -> Body:
    """A list's address, where it was asked for: in one line."""
    buyer = order.buyer
    return {
        "toFullName": buyer.name,
        "toArea": f"{buyer.province} {buyer.city} {buyer.area} {buyer.town} {buyer.address}",
        "toPost": buyer.zip,
        "toMobile": buyer.mobile,
    }


def item(line: Line) -> Body:
    return known(
        subItemID=line.sub_id,
        subItemIDString=str(line.sub_id),
        productID=line.product_id,
        skuID=line.sku_id,
        specId=f"spec{line.sku_id}",
        cargoNumber=line.cargo,
        productCargoNumber=line.cargo.partition("-")[0],
        name=line.name,
        quantity=line.quantity,
        unit="件",
        price=yuan(line.price),
        itemAmount=yuan(line.amount),
        entryDiscount=line.discount,
        refund=yuan(line.refunded),
        refundStatus=line.refund_status,
        refundStatusForAs=line.refund_status_as,
        refundId=f"TQ{line.refund}" if line.refund else None,
        refundIdForAs=f"TQ{line.refund_as}" if line.refund_as else None,
        logisticsStatus=line.logistics_status,
    )


def row(state: State, order: Order, *, with_address: bool, with_memo: bool) -> Body:
    """Quirk (§7.6): a list has no logistics."""
    told = base(state, order)
    if not with_memo:
        told.pop("sellerMemo", None)
    if with_address:
        told["receiverInfo"] = receiver(order)
    return {"baseInfo": told, "productItems": [item(line) for line in order.lines]}


def whole(state: State, order: Order) -> Body:
    return {
        "baseInfo": base(state, order),
        "productItems": [item(line) for line in order.lines],
        "nativeLogistics": native(order),
        "tradeTerms": [terms(order)],
        "orderRateInfo": {"buyerRateStatus": 4 if order.stars else 5, "sellerRateStatus": 5},
        "guaranteesTerms": [{"assuranceType": "fhbz", "assuranceInfo": f"{order.promise_hours}小时发货"}],
    }


def native(order: Order) -> Body:
    buyer = order.buyer
    return {
        "contactPerson": buyer.name,
        "province": buyer.province,
        "city": buyer.city,
        "area": buyer.area,
        "town": buyer.town,
        "address": buyer.address,
        "zip": buyer.zip,
        "mobile": buyer.mobile,
        "logisticsItems": [parcel_item(parcel) for parcel in order.parcels],
    }


def parcel_item(parcel: Parcel) -> Body:
    return known(
        logisticsCode=parcel.logistics_id,
        type="2" if parcel.condition else "1" if parcel.by == "platform" else "0",
        logisticsBillNo="不需要物流" if parcel.condition else parcel.number,
        logisticsCompanyNo=parcel.cp_code,
        logisticsCompanyName=parcel.company,
        noLogisticsCondition=parcel.condition,
        status=parcel.status,
        deliveredTime=compact(parcel.sent_at),
        subItemIds=",".join(map(str, parcel.lines)),
    )


def terms(order: Order) -> Body:
    """payStatus (§3): 1 unpaid, 2 paid, 4 fully refunded, 6 the seller got the money, 8 cancelled before payment."""
    if order.paid_at is None:
        status = "8" if order.ended_at else "1"
    elif order.refunded >= order.amount:
        status = "4"
    else:
        status = "6" if order.status == "success" else "2"
    return known(payStatus=status, payTime=compact(order.paid_at), phasAmount=yuan(order.amount), payWay="13")
