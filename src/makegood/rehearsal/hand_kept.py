"""Three shops kept by hand, of a rehearsal: worked cases of every kind they meet, with clocks that lapse within hours. All made up."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from makegood.rehearsal.told import Document, Told

SHOPS = {"wish": "Bright Finds", "ali1688": "晨光日用百货", "shopee": "Kitchen MY"}
"""Name by platform."""


def cases(now: datetime) -> dict[str, list[Document]]:
    """Case files by platform."""
    told = [
        *_wish(Told("wish", "USD", now)),
        *_ali1688(Told("ali1688", "CNY", now)),
        *_shopee(Told("shopee", "MYR", now)),
    ]
    return {platform: list(own) for platform, own in groupby(told, key=lambda one: str(one["platform"]))}


def _wish(t: Told) -> list[Document]:
    ana = ("Ana Ruiz", "es", "ES")
    joe = ("Joseph Miller", "en", "US")
    return [
        t.case(
            "wish-out-of-stock", "unfulfilled_order",
            t.said(-30, "We are out of stock until the 12th.", "wish_ticket", direction="out"),
            order=t.order("61f0a90000000001", "25.90", "RED-M", "Linen shirt, red, M", buyer=ana, placed=-117.5, shipped=None, delivered=None),
            claim=t.claim(-54, "out_of_stock", [], "Where is my order?"),
        ),
        t.case(
            "wish-wrong-item", "wrong_item",
            t.said(-40, "I ordered the red shirt. This one is blue.", "wish_ticket"),
            t.event(-20, "order_verified", finding="correct"),
            t.said(-19, "We are sorry. Could you send photos of the item and the label?", "wish_ticket", direction="out"),
            order=t.order("61f0a90000000002", "31.40", "RED-L", "Linen shirt, red, L", buyer=joe),
            claim=t.claim(-44, "wrong_item", ["refund"], "I ordered the red shirt. This one is blue."),
            platform_deadlines=[t.clock(2.6, "respond", "auto_refund")],
            evidence=[t.piece("E-01", "pack_scan", -430, skus=["RED-L"]), t.piece("E-02", "dispatch_photo", -430)],
        ),
        t.case(
            "wish-infraction", "penalty",
            t.event(-160, "platform_notice"),
            t.event(-100, "penalty_executed"),
            order=t.order("61f0a90000000003", "18.75", "LAMP-2", "Camping lantern, warm white", buyer=joe),
            platform_deadlines=[t.clock(7.2, "appeal", "case_lost")],
            evidence=[t.piece("E-01", "tracking_record", -90)],
        ),
        t.case(
            "wish-never-came", "not_received",
            t.said(-15, "¿Dónde está mi pedido? Hace un mes que espero.", "wish_ticket"),
            order=t.order("61f0a90000000004", "12.30", "MUG-1", "Enamel mug, white", buyer=ana, delivered=None, shipment={"by": "self", "carrier": "yanwen", "tracking": "UH123456785CN"}),
            claim=t.claim(-15, "not_received", ["refund"], "¿Dónde está mi pedido? Hace un mes que espero."),
            platform_deadlines=[t.clock(21.5, "respond", "auto_refund")],
        ),
        t.case(
            "wish-payment-refused", "refused_payment",
            order=t.order("61f0a90000000005", "44.00", "TENT-1", "Two-person tent", buyer=joe),
            claim=t.claim(-70, "quality", ["refund"], "The seams leak."),
        ),
    ]  # fmt: skip


def _ali1688(t: Told) -> list[Document]:
    trade = ("杭州某某贸易", "zh", "CN")
    own = {"by": "self", "carrier": "zto", "tracking": "75300000000001"}
    return [
        t.case(
            "1688-return-terms", "return",
            t.event(-43, "dispute_opened"),
            t.said(-42, "货不对版，要退货。", "wangwang"),
            t.event(-20, "return_terms_proposed", terms={
                "address": "浙江省金华市义乌市稠州路1号", "recipient": "李", "phone": "13800138000", "freight_form": "prepaid",
                "carrier_demand": None, "days": 7, "goods_condition": "未使用，吊牌完整",
            }),
            order=t.order("3300000000000000001", "420.00", "A-100", "棉麻收纳筐 10 件装", buyer=trade, shipment=own),
            claim=t.claim(-43, "return", ["return", "refund"], "货不对版，要退货。"),
            platform_deadlines=[t.clock(20.4, "respond", "auto_agree")],
        ),
        t.case(
            "1688-short", "short_shipment",
            t.event(-30, "dispute_opened"),
            t.said(-30, "少发了两件，麻烦补发。", "wangwang"),
            order=t.order("3300000000000000002", "168.00", "A-210", "硅胶刮刀 12 件装", buyer=trade, shipment=own),
            claim=t.claim(-30, "short_shipment", ["reship"], "少发了两件，麻烦补发。"),
            platform_deadlines=[t.clock(16, "respond", "auto_agree")],
        ),
        t.case(
            "1688-number", "tracking_correction",
            order=t.order("3300000000000000003", "96.50", "A-330", "保温杯 500 ml", buyer=trade, delivered=None, shipment=own),
            claim=t.claim(-6, "tracking_correction", [], "单号查不到。"),
        ),
        t.case(
            "1688-deposit", "deposit_release",
            services=[
                {"name": "buyer_protection", "open": False, "closed_at": t.at(-72)},
                {"name": "dispatch_24h", "open": True},
                {"name": "official_direct", "open": True},
            ],
            orders=[{"id": "o1", "status": "finished", "finished_at": t.at(-528), "under_service": True}],
            complaints=[],
        ),
        t.case("1688-leaving", "service_exit", services=[{"name": "assured_purchase", "open": True}], orders=[]),
        t.case(
            "1688-penalty", "penalty",
            t.event(-80, "platform_notice"),
            order=t.order("3300000000000000004", "215.00", "A-415", "竹制砧板", buyer=trade, shipment=own),
            platform_deadlines=[t.clock(9.5, "appeal", "case_lost")],
            evidence=[t.piece("E-01", "carrier_statement", -20, stamped=False)],
        ),
    ]  # fmt: skip


def _shopee(t: Told) -> list[Document]:
    aina = ("Aina Binti Rahman", "ms", "MY")
    boon = ("Boon Siew Lim", "en", "MY")
    parcel = {"by": "platform", "tracking": "MY240101FAKE1"}
    ours = t.event(-19, "order_verified", finding="ours")
    sorry = t.said(-18.5, "We are sorry; would you like a new parcel or a refund?", "shopee_chat", direction="out")
    return [
        t.case(
            "shopee-ticket", "wrong_item", ours, sorry,
            order=t.order("240101ABCD0001", "39.00", "CUP-WHITE", "Enamel cup, white, two", buyer=aina, shipment=parcel),
            claim=t.claim(-44, "wrong_item", ["reship"], "Saya terima warna yang salah."),
            evidence=[t.piece("E-01", "goods_photo", -16), t.piece("E-02", "conversation", -16)],
            platform_deadlines=[t.clock(5.8, "respond", "auto_refund")],
        ),
        t.case(
            "shopee-broken", "damaged",
            t.event(-28, "dispute_opened"),
            t.said(-27, "The glass was in pieces when I opened the box.", "shopee_chat"),
            order=t.order("240101ABCD0002", "58.20", "JAR-3", "Glass jars, set of three", buyer=boon, shipment=parcel),
            claim=t.claim(-28, "damaged", ["refund"], "The glass was in pieces when I opened the box.", amount={"amount": "58.20", "currency": "MYR"}),
            platform_deadlines=[t.clock(1.9, "respond", "auto_refund")],
            evidence=[t.piece("E-01", "goods_photo", -26)],
        ),
        t.case(
            "shopee-late", "not_received",
            t.said(-9, "Barang belum sampai.", "shopee_chat"),
            order=t.order("240101ABCD0003", "21.00", "MAT-9", "Silicone baking mat", buyer=aina, delivered=None, shipment=parcel),
            claim=t.claim(-9, "not_received", ["refund"], "Barang belum sampai."),
            platform_deadlines=[t.clock(26, "respond", "auto_refund")],
        ),
        t.case(
            "shopee-cancel", "cancel_request",
            t.event(-3, "cancel_requested"),
            order=t.order("240101ABCD0004", "1234.50", "MIX-1", "Stand mixer, 5 l", buyer=boon, placed=-20, shipped=None, delivered=None),
            claim=t.claim(-3, "cancel", ["cancel"], "Sorry, wrong colour. Please cancel.", amount={"amount": "1234.50", "currency": "MYR"}),
            platform_deadlines=[t.clock(12.5, "respond", "auto_agree")],
        ),
        t.case(
            "shopee-colour", "not_as_described",
            t.event(-50, "dispute_opened"),
            ours,
            t.said(-49, "The blue is much darker than on your page.", "shopee_chat"),
            order=t.order("240101ABCD0005", "33.90", "TOW-2", "Kitchen towel, sky blue", buyer=boon, shipment=parcel),
            claim=t.claim(-50, "not_as_described", ["refund"], "The blue is much darker than on your page.", severity="minor", amount={"amount": "33.90", "currency": "MYR"}),
            platform_deadlines=[t.clock(3.3, "respond", "auto_refund")],
        ),
    ]  # fmt: skip
