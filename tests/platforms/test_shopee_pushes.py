"""Shopee's pushes and penalties as case files."""

from __future__ import annotations

import json

import pytest

from tests.platforms.shopee_made import CHANGES, T, case, cases, events, lost, ok, push, refusal, returned


@pytest.mark.parametrize(
    ("status", "dated"),
    [
        ("SHIPPED", "shipped_at"),
        ("TO_CONFIRM_RECEIVE", "delivered_at"),
        ("COMPLETED", "finished_at"),
        ("PROCESSED", None),
    ],
)
@pytest.mark.parametrize("serial", ["ordersn", "order_sn"])
def test_a_status_push_dates_the_order(status, dated, serial):
    made = case(push(3, {serial: "A1", "status": status, "completed_scenario": "", "update_time": T}))

    assert made["order"] == {"id": "A1", "status": status} | ({dated: "2026-09-21T14:13:20Z"} if dated else {})


def test_a_push_of_a_wish_to_cancel_opens_a_claim():
    made = case(push(3, {"ordersn": "A1", "status": "IN_CANCEL", "update_time": T}))

    assert (made["kind"], made["shop"]) == ("cancel_request", {"id": "7"})
    assert events(made, "cancel_requested") == [{"at": "2026-09-21T14:13:20Z", "type": "cancel_requested"}]


def test_parcel_pushes_give_number_times_and_a_new_ship_by_date():
    (made,) = cases(
        [
            push(4, {"ordersn": "A1", "package_number": "P1", "tracking_no": "SPX1"}),
            push(
                30,
                {
                    "ordersn": "A1",
                    "package_number": "P2",
                    "fulfillment_status": "LOGISTICS_PICKUP_DONE",
                    "update_time": T,
                },
            ),
            push(
                47,
                {"order_sn": "A1", "changed_fields": ["ship_by_date"], "old": {}, "new": {"ship_by_date": T + 9}},
                T + 1,
            ),
        ]
    )

    assert made["order"]["shipment"] == {"tracking": "SPX1", "numbers": ["P1", "P2"]}
    assert made["order"]["shipped_at"] == "2026-09-21T14:13:20Z"
    assert made["platform_deadlines"][0]["read_at"] == "2026-09-21T14:13:21Z"


@pytest.mark.parametrize("message", [push(29, CHANGES), CHANGES, push(29, json.dumps(CHANGES))])
def test_a_return_push_tells_each_change_with_its_time(message):
    made = case(ok(returned()), message)

    assert made["claim"]["wants"] == ["refund"]
    assert events(made, "escalated") == [{"at": "2026-09-28T12:53:21Z", "type": "escalated"}]
    said = [event["text"] for event in events(made, "platform_notice")][1:]
    assert said == [
        "return_solution 0 → 1",
        "return_status REQUESTED → JUDGING",
        "logistics_status - → LOGISTICS_NOT_STARTED",
    ]


def test_lost_pushes_are_read_in_the_order_of_their_own_clocks():
    late = push(3, {"ordersn": "A1", "status": "COMPLETED", "update_time": T + 9})
    early = push(3, {"ordersn": "A1", "status": "SHIPPED", "update_time": T})
    other = push(8, {"item_id": 1})

    made = case(lost(late, other, early, early))

    assert made["order"] == {
        "id": "A1", "status": "COMPLETED", "shipped_at": "2026-09-21T14:13:20Z", "finished_at": "2026-09-21T14:13:29Z",
    }  # fmt: skip
    assert cases(lost()) == []
    assert refusal(lost(other)).path == "$.response.push_message_list"


def test_pushes_of_other_codes_are_refused():
    found = refusal(push(10, {"type": "message"}))

    assert (found.path, "order, return or penalty" in found.expected) == ("$.code", True)
    assert refusal(push(29, "{")).path == "$.data"


def test_penalty_points_are_penalties_by_their_own_number():
    row = {
        "issue_time": T,
        "latest_point_num": 0,
        "original_point_num": 2,
        "reference_id": 764_539_404_640_322_244,
        "violation_type": 23,
    }
    made = case(ok({"penalty_point_list": [row], "total_count": 1}))

    assert (made["id"], made["kind"], made["order"]) == ("shopee:764539404640322244", "penalty", {})
    assert made["claim"] == {"by": "platform", "opened_at": "2026-09-21T14:13:20Z", "platform_reason": "23"}
    assert made["events"][0]["note"] == "original_point_num 2; latest_point_num 0"


def test_punishments_of_one_reference_are_several():
    row = {"issue_time": T, "start_time": T, "end_time": T + 9, "punishment_type": 107, "reason": 3, "reference_id": 5}
    made = cases(ok({"punishment_list": [row, row | {"punishment_type": 108}]}))

    assert [one["claim"]["platform_reason"] for one in made] == ["107", "108"]


def test_a_push_of_points_is_a_penalty_and_of_their_removal_none():
    data = {"action_type": 1, "points_issued_data": {"issued_points": 3, "violation_type": 25}, "update_time": T}

    assert case(push(28, data))["claim"]["platform_reason"] == "25"
    assert refusal(push(28, data | {"action_type": 2})).path == "$.data.action_type"
