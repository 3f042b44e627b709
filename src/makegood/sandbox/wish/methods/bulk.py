"""Asking for a bulk download and for how far it is."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish import bulk
from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.methods.orders import chosen
from makegood.sandbox.wish.refusing import NO_JOB, Refused

MOST = 10**9
"""V3:orders: a download has no greatest limit."""


@operation("orders.bulk", "POST", "/orders/bulk_get", scope="orders:read")
def begin(call: Call) -> dict[str, Any]:
    orders = chosen(call, limit=MOST, most=MOST)
    job = bulk.begin(call.state, call.merchant.id, orders, fails=call.state.next_job_fails)
    call.state.next_job_fails = False
    return bulk.document(call.state, job, call.asked.base)


@operation("orders.bulk_job", "GET", "/orders/bulk_get/{id}", scope="orders:read")
def state(call: Call) -> dict[str, Any]:
    job = call.state.jobs.get(call.parts["id"])
    if job is None or job.merchant_id != call.merchant.id:
        raise Refused(NO_JOB, "There is no such download job for the merchant.")
    return bulk.document(call.state, job, call.asked.base)
