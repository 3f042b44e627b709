"""A made world for whole journeys: random cases of every kind, and the buyers, carriers and platforms that answer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from makegood import assess
from makegood.core.instants import parse, show
from makegood.core.words import EventType, EvidenceKind, Ground, Kind, Platform, Remedy, Severity, Want

START = datetime(2026, 11, 20, 8, tzinfo=UTC)
SHOP_KINDS = ("deposit_release", "service_exit", "sku_alert")
CHANNEL = {"wish": "wish_ticket", "aliexpress": "ae_message", "ali1688": "wangwang", "shopee": "shopee_chat"}
CURRENCY = {"ali1688": "CNY"}
TERMS = {
    "address": "Road 1", "recipient": "Li", "phone": "13800138000", "freight_bearer": "buyer",
    "freight_form": "prepaid", "carrier_demand": None, "days": 7, "goods_condition": "unused, tags on",
}  # fmt: skip


def stamp(moment: datetime) -> str:
    return show(moment)


class Chance(random.Random):
    """A seeded source of chance with the few draws that making cases needs."""

    def yes(self, share: float) -> bool:
        return self.random() < share

    def some(self, items: Any, share: float = 0.5) -> list[Any]:
        return [item for item in items if self.yes(share)]

    def moment(self, low: float, high: float) -> datetime:
        return START + timedelta(minutes=round(self.uniform(low, high) * 1440))


def random_case(seed: int, platform: str | None = None, kind: str | None = None) -> dict[str, Any]:
    """A case file that is valid, and as odd as facts may be: late, double, contradictory, missing."""
    chance = Chance(seed)
    platform = platform or chance.choice(list(Platform)).value
    kind = kind or chance.choice(list(Kind)).value
    document: dict[str, Any] = {"schema": "makegood.case/1", "id": f"c-{seed}", "platform": platform}
    if chance.yes(0.8) or kind in SHOP_KINDS:
        document["kind"] = kind
    document["shop"] = {"region": chance.choice(["CN", "IT", "ES"]), "settings": _settings(chance)}
    if kind in SHOP_KINDS:
        document |= _shop_facts(chance, kind)
    else:
        document["order"] = _order(chance, kind, platform)
        document["claim"] = _claim(chance, kind, platform)
        document["evidence"] = [_piece(chance, number) for number in range(chance.choice([0, 0, 1, 2, 4]))]
    document["events"] = [_event(chance, kind) for _ in range(chance.choice([0, 1, 1, 2, 3, 6]))]
    if kind not in SHOP_KINDS and chance.yes(0.6):
        document["events"].append({"at": stamp(START), "type": "dispute_opened"})
    if chance.yes(0.15) and kind not in SHOP_KINDS:
        document["platform_deadlines"] = [
            {
                "kind": "respond",
                "due_at": stamp(chance.moment(1, 5)),
                "on_lapse": "auto_refund",
                "read_at": stamp(START),
            }
        ]
    return document


def _settings(chance: Chance) -> dict[str, Any]:
    every = {"negotiation_days": 7, "dispute_cost": "1.50", "escalate_ahead_hours": 24, "coupon_cap_share": "0.2"}
    return {name: every[name] for name in chance.some(every, 0.15)}


def _order(chance: Chance, kind: str, platform: str) -> dict[str, Any]:
    placed = chance.moment(-30, -10)
    order: dict[str, Any] = {"id": "819000000001", "placed_at": stamp(placed)}
    if kind != "unpaid_order" or chance.yes(0.3):
        order["paid_at"] = stamp(placed + timedelta(hours=1))
        if kind not in ("unfulfilled_order", "unpaid_order") or chance.yes(0.3):
            order["shipped_at"] = stamp(placed + timedelta(days=1))
            if kind != "not_received" and chance.yes(0.8):
                order["delivered_at"] = stamp(placed + timedelta(days=9))
    order["total"] = {"amount": "25.90", "currency": CURRENCY.get(platform, "USD")}
    order["lines"] = [
        {"sku": sku, "quantity": chance.randint(1, 3), "unit_cost": {"amount": "4.20", "currency": "CNY"}}
        for sku in chance.sample(["RED-M", "BLUE-M", "GREEN-S"], chance.randint(1, 2))
    ]
    order["buyer"] = {"id": "b1", "name": "Ana", "language": chance.choice(["es", "pt-BR", "th", "xx", "ru"])}
    if chance.yes(0.4):
        order["buyer"]["history"] = {
            "orders": chance.randint(0, 12),
            "unpaid": chance.randint(0, 6),
            "cancelled": chance.randint(0, 6),
        }
    order["ship_to"] = {
        "country": chance.choice(["BR", "ES", "CN", "US"]),
        "line1": chance.choice(["", "Rua das Flores 10", "***"]),
        "city": chance.choice(["", "São Paulo", "Madrid"]),
    }
    order["shipment"] = {
        "by": chance.choice(["platform", "self"]),
        "tracking": "LP00123456789012",
        "numbers": ["CX123456785CN"],
    }
    return order


def _claim(chance: Chance, kind: str, platform: str) -> dict[str, Any]:
    reasons = ["policy_change", "quality", "out_of_stock", "logistics_delay", "other"]
    claim: dict[str, Any] = {"by": "buyer", "reason": chance.choice(reasons) if kind == "unfulfilled_order" else kind}
    if chance.yes(0.8):
        claim["opened_at"] = stamp(START)
    claim["wants"] = chance.some([str(want) for want in Want], 0.3)
    if chance.yes(0.4):
        claim["amount"] = {
            "amount": chance.choice(["5.00", "25.90", "99.00"]),
            "currency": CURRENCY.get(platform, "USD"),
        }
    if chance.yes(0.4):
        claim["received"] = [{"sku": chance.choice(["RED-M", "BLUE-M"]), "quantity": 1}]
    if chance.yes(0.5):
        claim["severity"] = chance.choice(list(Severity)).value
    if kind == "penalty":
        claim["ground"] = chance.choice([None, *(str(ground) for ground in Ground)])
    return claim


def _piece(chance: Chance, number: int) -> dict[str, Any]:
    piece: dict[str, Any] = {"id": f"e{number}", "kind": chance.choice(list(EvidenceKind)).value}
    piece["origin"] = chance.choice(["original", "forwarded", "unknown"])
    if chance.yes(0.7):
        piece["at"] = stamp(chance.moment(-20, 3))
    if chance.yes(0.7):
        piece["reading"] = {
            "tracking": chance.choice(["LP00123456789012", "lp-0012 3456789012", "LP00999999999999"]),
            "skus": chance.some(["RED-M", "BLUE-M", "GREEN-S"]),
            "stamped": chance.yes(0.5),
            "channel": chance.choice(["wangwang", "wechat"]),
        }
    return piece


def _event(chance: Chance, kind: str) -> dict[str, Any]:
    type_ = chance.choice(list(EventType)).value
    event: dict[str, Any] = {"at": stamp(chance.moment(-2, 4)), "type": type_}
    if type_ == "message":
        event |= {"direction": chance.choice(["in", "out"]), "channel": chance.choice(list(CHANNEL.values()))}
    if type_.startswith("offer"):
        event["remedy"] = chance.choice(list(Remedy)).value
    if type_ == "judged":
        event["verdict"] = chance.choice(["refund", "return_and_refund", "rejected", "penalty"])
    if type_ == "ticket_answered":
        event["verdict"] = chance.choice(["approved", "rejected", "more_needed"])
    if type_ == "order_verified":
        event["finding"] = chance.choice(["ours", "misread", "correct", "unknown"])
    if type_ == "return_terms_proposed":
        event["terms"] = {name: value for name, value in TERMS.items() if chance.yes(0.85)}
    if type_ == "return_notice" and chance.yes(0.8):
        event["due_at"] = stamp(chance.moment(3, 9))
    if type_.startswith("service"):
        event["service"] = chance.choice(["buyer_protection", "assured_purchase"])
    if type_ == "action_done":
        event["action"] = chance.choice(["agree", "refuse", "show_proof", "request_evidence", "send_coupon"])
    return event


def _shop_facts(chance: Chance, kind: str) -> dict[str, Any]:
    names = ["buyer_protection", "dispatch_24h", "official_direct", "assured_purchase", "seven_day_return"]
    services = [
        {"name": name, "open": is_open, "closed_at": None if is_open else stamp(chance.moment(-9, -1))}
        for name in chance.some(names, 0.6)
        for is_open in [chance.yes(0.5)]
    ]
    orders = []
    for number in range(chance.randint(0, 3)):
        finished = chance.yes(0.6)
        orders.append(
            {
                "id": f"o{number}",
                "status": "finished" if finished else "open",
                "finished_at": stamp(chance.moment(-40, -1)) if finished else None,
                "under_service": chance.choice([True, True, False, None]),
            }
        )
    complaints = [
        {"id": f"k{n}", "status": chance.choice(["open", "closed"]), "sku": chance.choice(["A", "B"]),
         "buyer": f"b{chance.randint(1, 3)}", "at": stamp(chance.moment(-40, -1))}
        for n in range(chance.randint(0, 4))
    ]  # fmt: skip
    if kind == "sku_alert":
        return {"complaints": complaints}
    return {"services": services, "orders": orders, "complaints": complaints if chance.yes(0.5) else []}


# --- following the one next step ------------------------------------------------------------------------------


class Loops(AssertionError):
    """A journey came to no end, or proposed a step twice with nothing new in between."""


@dataclass
class Journey:
    """Follows `next` and records what it yields; on `wait` the world makes its move, or stays silent and the journey ends."""

    document: dict[str, Any]
    chance: Chance
    now: datetime = START + timedelta(days=1)
    world_facts: int = 0
    proposed: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    def follow(self, most: int = 60) -> str:
        """How it ended: `closed`, or `wait` with a date. Raises `Loops`."""
        for _ in range(most):
            answer = assess(self.document, self.now)
            step = answer["next"]
            if answer["stage"] == "closed" and step["action"] == "close":
                return "closed"
            self.steps.append(step["action"])
            if step["action"] == "wait":
                if not self.move(answer):
                    if not (step["due_at"] or step["look_again_at"]):
                        raise Loops(f"{self.document['id']}: waits with no date after {self.steps}")
                    return "wait"
                continue
            key = (step["action"], tuple(step["what"]))
            if self.proposed.get(key) == self.world_facts:
                raise Loops(f"{self.document['id']}: {key} again with nothing new: {self.steps}")
            self.proposed[key] = self.world_facts
            self.do(step, answer)
        raise Loops(f"{self.document['id']}: no end after {most} steps: {self.steps}")

    def record(self, type_: str, **more: Any) -> None:
        self.now += timedelta(minutes=7)
        self.document["events"].append({"at": stamp(self.now), "type": type_, **more})

    def tell(self, type_: str, **more: Any) -> bool:
        """Something the world did."""
        self.world_facts += 1
        self.record(type_, **more)
        return True

    def do(self, step: dict[str, Any], answer: dict[str, Any]) -> None:
        action, what = step["action"], step["what"]
        platform = self.document["platform"]
        simple = {
            "escalate": "escalated", "appeal": "appealed", "cancel_order": "cancelled", "report_buyer": "report_filed",
            "record_lesson": "lesson_recorded", "submit_ticket": "ticket_submitted", "refund": "refund_paid",
            "reship": "reshipped",
        }  # fmt: skip
        if action in simple:
            self.record(simple[action])
        elif action == "contact_buyer":
            self.record("message", direction="out", channel=CHANNEL[platform], text="...")
        elif action == "verify_order":
            self.record("order_verified", finding=self.chance.choice(["ours", "misread", "correct", "unknown"]))
        elif action == "offer":
            self.record("offer_made", remedy=what[0])
        elif action == "propose_return_terms":
            self.record("return_terms_proposed", terms=TERMS)
        elif action == "withdraw_escalation":
            self.record(self.chance.choice(["escalation_withdrawn", "escalation_withdrawal_failed"]))
        elif action in ("close_service", "exit_service"):
            for name in what:
                self.record("service_close_requested", service=name)
        else:
            self.record("action_done", action=action)

    def move(self, answer: dict[str, Any]) -> bool:
        """The world's move; False where everybody stays silent."""
        self.now += timedelta(hours=self.chance.choice([3, 20, 50, 90]))
        if self.chance.yes(0.1):
            return False
        return any(mover(answer) for mover in (self.platform_moves, self.shop_moves, self.buyer_moves))

    def platform_moves(self, answer: dict[str, Any]) -> bool:
        stage = answer["stage"]
        last = {event["type"]: event["at"] for event in self.document["events"]}
        if stage == "appealed" or (stage == "escalated" and self.chance.yes(0.7)):
            return self.tell("judged", verdict=self.chance.choice(["refund", "return_and_refund", "rejected"]))
        if "ticket_submitted" in last and last.get("ticket_answered", "") < last["ticket_submitted"]:
            return self.tell("ticket_answered", verdict=self.chance.choice(["approved", "rejected", "more_needed"]))
        if stage in ("judged", "lapsed") and "refund_paid" not in last:
            return self.tell("refund_paid")
        return False

    def shop_moves(self, answer: dict[str, Any]) -> bool:
        for name in ("orders", "complaints"):
            for one in self.document.get(name) or ():
                if one.get("status") == "open":
                    one["status"] = "finished" if name == "orders" else "closed"
                    one["finished_at" if name == "orders" else "closed_at"] = stamp(self.now)
                    self.world_facts += 1
                    return True
        due = answer["next"]["due_at"]
        if answer["kind"] in SHOP_KINDS and due:
            self.now = max(self.now, parse(due))
            self.world_facts += 1
            return True
        return False

    def buyer_moves(self, answer: dict[str, Any]) -> bool:
        events = self.document["events"]
        if answer["kind"] in SHOP_KINDS:
            return False
        offers = [event["type"] for event in events if event["type"].startswith("offer_")]
        if offers and offers[-1] == "offer_made" and answer["stage"] not in ("judged", "escalated"):
            return self.tell(self.chance.choice(["offer_accepted", "offer_refused"]))
        if any(event.get("action") == "ask_withdrawal" for event in events):
            return self.tell("dispute_withdrawn")
        wanted = [one["kind"] for one in answer["evidence"]["missing"]]
        if wanted and self.chance.yes(0.8):
            return self.supply(self.chance.choice(wanted))
        if answer["kind"] == "return" or any(
            one["remedy"] == "return_and_refund" and one["recommended"] for one in answer["options"]
        ):
            types = {event["type"] for event in events}
            for type_ in ("return_shipped", "return_received"):
                if type_ not in types:
                    return self.tell(type_)
        return False

    def supply(self, kind: str) -> bool:
        self.world_facts += 1
        reading: dict[str, Any] = {"tracking": self.chance.choice(["LP00123456789012", "LP00999999999999"])}
        reading |= {"stamped": True, "channel": "wangwang", "skus": ["RED-M"]}
        number = len(self.document.setdefault("evidence", []))
        self.document["evidence"].append(
            {"id": f"s{number}", "kind": kind, "at": stamp(self.now), "origin": "original", "reading": reading}
        )
        return True


def follow(seed: int, platform: str | None = None, kind: str | None = None) -> str:
    """One generated case followed to its end."""
    return Journey(random_case(seed, platform, kind), Chance(seed + 1)).follow()
