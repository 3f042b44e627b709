"""Rights: who may do what, and a refusal that names what is missing."""

from __future__ import annotations

import pytest

from makegood.usecases.approving import APPROVERS, Role
from makegood.usecases.rights import HOLDERS, NAMES, NoRight, Right, insist


@pytest.mark.parametrize("right", list(Right))
def test_every_right_has_holders_and_a_name_in_both_languages(right: Right) -> None:
    assert Role.owner in HOLDERS[right] and NAMES[right].en and NAMES[right].zh


@pytest.mark.parametrize("role", [Role.read_only, Role.warehouse, Role.developer])
def test_who_only_looks_works_on_nothing(role: Role) -> None:
    insist(role, Right.read)
    with pytest.raises(NoRight, match="the right to work on cases"):
        insist(role, Right.work)


def test_who_approves_is_said_in_one_place() -> None:
    assert HOLDERS[Right.approve] is APPROVERS


def test_a_member_of_nothing_sees_nothing() -> None:
    with pytest.raises(NoRight):
        insist(None, Right.read)
