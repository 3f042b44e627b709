"""A fresh AliExpress sandbox for each test that asks for one."""

from __future__ import annotations

import pytest

from tests.sandbox.aliexpress_caller import Caller


@pytest.fixture
def ae() -> Caller:
    return Caller()
