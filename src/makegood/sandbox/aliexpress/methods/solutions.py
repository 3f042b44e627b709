"""Answering disputes: agreeing to a solution, offering or changing an own one (platforms/aliexpress.md §2.3)."""

from __future__ import annotations

from makegood.sandbox.aliexpress.amounts import NotAnAmount, Pair
from makegood.sandbox.aliexpress.calls import Call, Fields, method
from makegood.sandbox.aliexpress.disputes import seller_adds, seller_changes
from makegood.sandbox.aliexpress.issue import Issue, Solution
from makegood.sandbox.aliexpress.methods.flags import result_object
from makegood.sandbox.aliexpress.methods.issues import asked_for
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.settlement import return_address, seller_agrees


@method("aliexpress.issue.solution.agree", permission="issue", flags=result_object)
def agree(call: Call) -> None:
    fields = call.fields
    issue = asked_for(call, fields.number("issue_id"), fields.text("buyer_login_id"))
    address = fields.number("return_address_id") if fields.has("return_address_id") else None
    seller_agrees(call.state, issue, solution_of(issue, fields.number("solution_id")), address)


@method("aliexpress.issue.solution.save", permission="issue", flags=result_object)
def save(call: Call) -> None:
    """Quirk (§7.10): adding names the buyer's solution it answers, changing names the own one; goods back need an address."""
    asked = call.fields.object("param_dto")
    issue = asked_for(call, asked.number("issue_id"), asked.text("buyer_login_id"))
    adds, type, amount = asked.flag("add_seller_solution"), asked.text("add_solution_type"), wanted(issue, asked)
    content = asked.text("solution_context", "")
    answered = named(asked, "buyer_solution_id") if adds else named(asked, "modify_seller_solution_id")
    before = solution_of(issue, answered)
    address = address_of(call, issue, asked, type, before)
    if adds:
        seller_adds(call.state, issue, refused=before, type=type, amount=amount, content=content, address=address)
    else:
        seller_changes(call.state, issue, before, type=type, amount=amount, content=content, address=address)


def named(asked: Fields, name: str) -> int:
    if not asked.has(name):
        raise Refused("PARAM_DTO", f"{name} is needed when add_seller_solution is {asked.text('add_seller_solution')}")
    return asked.number(name)


def wanted(issue: Issue, asked: Fields) -> Pair:
    try:
        return issue.most.of(asked.text("refund_amount"), asked.text("refund_amount_currency"))
    except NotAnAmount as reason:
        raise Refused("REFUND_AMOUNT", str(reason)) from None


def address_of(call: Call, issue: Issue, asked: Fields, type: str, before: Solution) -> int | None:
    """An own offer to take the goods back tells where to; changing one keeps its address."""
    given = asked.number("return_good_address_id") if asked.has("return_good_address_id") else before.return_address
    return return_address(call.state, issue, given) if type == "return_and_refund" else None


def solution_of(issue: Issue, id: int) -> Solution:
    solution = issue.solution(id)
    if solution is None:
        raise Refused("SOLUTION_NOT_FOUND", f"issue {issue.id} has no solution {id}")
    return solution
