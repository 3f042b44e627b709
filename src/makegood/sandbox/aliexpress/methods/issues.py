"""Reading disputes: the list without a date filter, one order's, one in full (platforms/aliexpress.md §2.3)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.amounts import major
from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.issue import Issue, Solution, Step
from makegood.sandbox.aliexpress.methods.paging import page_of
from makegood.sandbox.aliexpress.reasons import REASONS
from makegood.sandbox.aliexpress.refusing import ARGUMENT, GatewayError, Refused
from makegood.sandbox.aliexpress.times import pacific

STATUSES = ("processing", "canceled_issue", "finish")


@method("aliexpress.issue.issuelist.get", permission="issue")
def issue_list(call: Call) -> dict[str, Any]:
    """Quirk (§7.8): no filter by date; pages of at most 50."""
    asked = call.fields.object("query_dto")
    status = asked.text("issue_status", "")
    if status and status not in STATUSES:
        raise GatewayError(ARGUMENT, f"issue_status is {status!r}, expected one of {', '.join(STATUSES)}")
    issues = [
        issue
        for issue in call.state.issues_seen(call.shop.seller_id, lag=call.list_lag)
        if (not status or issue.status == status)
        and (not asked.has("order_no") or asked.text("order_no") in (str(issue.order_id), str(issue.child_id)))
        and (not asked.has("buyer_login_id") or issue.buyer_login == asked.text("buyer_login_id"))
    ]
    page = page_of(call, asked, sorted(issues, key=lambda issue: issue.id, reverse=True))
    return {
        "current_page": page.number,
        "page_size": page.size,
        "total_item": page.total,
        "data_list": Rows("issue_api_issue_dto", [row(issue) for issue in page.rows]),
    }


@method("aliexpress.issue.partner.order.issues.get", permission="issue")
def issues_of_order(call: Call) -> dict[str, Any]:
    order_id = call.fields.number("parent_order_id")
    seen = call.state.issues_seen(call.shop.seller_id, lag=call.list_lag)
    return {"issues": Rows("issue_api_issue_dto", [row(issue) for issue in seen if issue.order_id == order_id])}


@method("aliexpress.issue.detail.get", permission="issue")
def issue_detail(call: Call) -> dict[str, Any]:
    """Quirk (§7.8): the buyer's login must be told, and be the dispute's."""
    issue = asked_for(call, call.fields.number("issue_id"), call.fields.text("buyer_login_id"))
    seen = call.state.as_seen(issue, lag=call.detail_lag)
    if seen is None:
        raise Refused("ISSUE_NOT_FOUND", "no such issue of this buyer")
    return {"result_object": document(call, seen)}


def asked_for(call: Call, id: int, buyer_login: str) -> Issue:
    issue = call.issue(id)
    if issue is None or issue.buyer_login != buyer_login:
        raise Refused("ISSUE_NOT_FOUND", "no such issue of this buyer")
    return issue


def row(issue: Issue) -> dict[str, Any]:
    reason = REASONS[issue.reason]
    return {
        "issue_id": issue.id,
        "order_id": issue.child_id,
        "parent_order_id": issue.order_id,
        "buyer_login_id": issue.buyer_login,
        "issue_status": issue.status,
        "reason_chinese": reason.zh,
        "reason_english": reason.en,
        "gmt_create": pacific(issue.created_at),
        "gmt_modified": pacific(issue.modified_at),
    }


def document(call: Call, issue: Issue) -> dict[str, Any]:
    reason = REASONS[issue.reason]
    line = call.state.orders[issue.order_id].line(issue.child_id)
    return {
        "id": issue.id,
        "order_id": issue.child_id,
        "parent_order_id": issue.order_id,
        "buyer_login_id": issue.buyer_login,
        "issue_status": issue.status,
        "issue_reason": reason.code,
        "issue_reason_id": reason.id,
        "reason_chinese": reason.zh,
        "reason_english": reason.en,
        "gmt_create": pacific(issue.created_at),
        "gmt_modified": pacific(issue.modified_at),
        "product_id": str(line.product_id) if line else "",
        "product_name": line.name if line else "",
        "product_price": major(line.amount.usd, "USD") if line else "",
        "product_price_currency": "USD",
        # Quirk (§7.11): the most that can be refunded, in both currencies; text, in major units.
        "refund_money_max": major(issue.most.usd, "USD"),
        "refund_money_max_currency": "USD",
        "refund_money_max_local": major(issue.most.local, issue.most.currency),
        "refund_money_max_local_currency": issue.most.currency,
        "buyer_return_no": issue.return_number or None,
        "buyer_return_logistics_company": issue.return_company or None,
        "buyer_return_logistics_lp_no": issue.return_lp or None,
        "after_sale_warranty": False,
        "reverse_detail_status": issue.detail_status,
        "timeout_type": issue.timeout_type or None,
        "timeout_trigger_time": pacific(issue.timeout_at) or None,
        "buyer_solution_list": solutions(issue, "buyer"),
        "seller_solution_list": solutions(issue, "seller"),
        "platform_solution_list": solutions(issue, "platform"),
        "process_dto_list": Rows("api_issue_process_dto", [process(issue, step) for step in reversed(issue.steps)]),
    }


def solutions(issue: Issue, owner: str) -> Rows:
    return Rows("solution_api_dto", [solution(issue, s) for s in issue.solutions if s.owner == owner])


def solution(issue: Issue, one: Solution) -> dict[str, Any]:
    return {
        "id": one.id,
        "issue_id": issue.id,
        "order_id": issue.child_id,
        "solution_owner": one.owner,
        "solution_type": one.type,
        "status": one.status,
        "version": one.version,
        "is_default": one.is_default,
        "gmt_create": pacific(one.created_at),
        "gmt_modified": pacific(one.modified_at),
        "refund_money": major(one.amount.local, one.amount.currency),
        "refund_money_currency": one.amount.currency,
        "refund_money_post": major(one.amount.usd, "USD"),
        "refund_money_post_currency": "USD",
        "logistics_fee_amount": "0.00" if one.type == "return_and_refund" else None,
        "logistics_fee_amount_currency": "USD" if one.type == "return_and_refund" else None,
        "logistics_fee_bear_role": "seller" if one.type == "return_and_refund" else None,
        "content": one.content,
        # Quirk (as a live answer showed): instants not reached yet are empty texts, not absent.
        "buyer_accept_time": pacific(one.buyer_accepted_at),
        "seller_accept_time": pacific(one.seller_accepted_at),
        "reached_time": pacific(one.reached_at),
        "reached_type": one.reached_type or None,
    }


def process(issue: Issue, step: Step) -> dict[str, Any]:
    pictures = [{"file_path": path, "owner": step.by} for path in step.pictures]
    return {
        "id": step.id,
        "issue_id": issue.id,
        "action_type": step.action,
        "submit_member_type": step.by,
        "content": step.content or None,
        "receive_goods": step.received,
        "gmt_create": pacific(step.at),
        "attachments": Rows("api_attachment_dto", pictures),
        "has_buyer_video": False,
        "has_seller_video": False,
    }
