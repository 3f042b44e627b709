"""How each family of writes says yes or no (platforms/aliexpress.md §1.6: three layers of success, each spelt its own way)."""

from __future__ import annotations

from typing import Any


def result_target(done: bool, code: str, words: str) -> dict[str, Any]:
    """Answers to cancel requests (§2.1)."""
    return {"result": {"success": done, "error_code": code or None, "error_message": words or None, "target": done}}


def result_object(done: bool, code: str, words: str) -> dict[str, Any]:
    """Disputes (§2.3)."""
    return {
        "result_object": done,
        "result_success": done,
        "result_error_code": code or None,
        "result_error_desc": words or None,
    }


def result_success(done: bool, code: str, words: str) -> dict[str, Any]:
    """Shipments declared for a whole order (§2.2)."""
    return {"result_success": done, "result_error_code": code or None, "result_error_desc": words or None}


def nested_result_success(done: bool, code: str, words: str) -> dict[str, Any]:
    """`aliexpress.solution.order.fulfill`, as in its reference sample."""
    return {"result": {"result_success": done, "error_code": code or None, "error_message": words or None}}


def is_success(done: bool, code: str, words: str) -> dict[str, Any]:
    """Shipments declared by sub-order (§2.2)."""
    return {"is_success": done, "code_of_error": code or None, "error_msg": words or None}


def sub_error(done: bool, code: str, words: str) -> dict[str, Any]:
    """Extending the time to confirm (§2.1)."""
    return {"result": {"is_success": done, "sub_error_code": code or None, "error_message": words or None}}


def plain_success(done: bool, code: str, words: str) -> dict[str, Any]:
    return {"success": done, "error_code": code or None, "error_message": words or None}
