"""Bulk downloads: a job that is PENDING, then CREATING, then READY with links that expire, or an EXCEPTION (bullet 17)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.times import shown

DOOR = "/downloads"
# Open (§5): the columns of this file are not published; these few are of the remembered header.
COLUMNS = ("Date", "Order Id", "Transaction ID", "Order State", "SKU", "Product", "Quantity", "Price", "Shipping")


@dataclass(frozen=True, slots=True)
class Job:
    """Where it stands follows from the moment: nothing has to happen for it."""

    id: str
    merchant_id: str
    created_at: datetime
    content: bytes
    count: int
    fails: bool = False


def begin(state: State, merchant_id: str, orders: Sequence[Order], *, fails: bool) -> Job:
    job = Job(state.object_id("job"), merchant_id, state.at, table(orders), len(orders), fails)
    state.jobs[job.id] = job
    return job


def status(state: State, job: Job) -> str:
    creating = job.created_at + timedelta(seconds=state.figures.job_pending_seconds)
    if state.at < creating:
        return "PENDING"
    if state.at < creating + timedelta(seconds=state.figures.job_creating_seconds):
        return "CREATING"
    return "EXCEPTION" if job.fails else "READY"


def completed_at(state: State, job: Job) -> datetime:
    return job.created_at + timedelta(seconds=state.figures.job_pending_seconds + state.figures.job_creating_seconds)


def expires_at(state: State, job: Job) -> datetime:
    return completed_at(state, job) + timedelta(hours=state.figures.job_link_hours)


def document(state: State, job: Job, base: str) -> dict[str, Any]:
    stands = status(state, job)
    is_ready = stands == "READY"
    return {
        "id": job.id,
        "status": stands,
        "created_at": shown(job.created_at),
        "completed_at": shown(completed_at(state, job)) if is_ready else None,
        "expiry_time": shown(expires_at(state, job)) if is_ready else None,
        "file_urls": [f"{base}{DOOR}/{job.id}.csv"] if is_ready else None,
        "total_count": job.count,
        "processed_count": job.count if is_ready else 0,
    }


def file(state: State, id: str) -> bytes | None:
    """The file, or nothing where its link has expired."""
    job: Job | None = state.jobs.get(id)
    if job is None or status(state, job) != "READY" or state.at >= expires_at(state, job):
        return None
    return job.content


def table(orders: Sequence[Order]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for order in orders:
        writer.writerow(
            (shown(order.released_at), order.id, order.transaction_id, order.state, order.product.sku,
             order.product.name, order.quantity, order.price / 100, order.shipping / 100)
        )  # fmt: skip
    return text.getvalue().encode()
