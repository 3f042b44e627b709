"""What each role may do at the desk, beyond what approving.py says of money; and who can grant it."""

from __future__ import annotations

from enum import StrEnum

from makegood.core.text import Text
from makegood.usecases.approving import APPROVERS, Role


class Right(StrEnum):
    """What a page or a deed asks for."""

    read = "read"
    work = "work"
    approve = "approve"
    pack = "pack"
    connect = "connect"
    govern = "govern"


HOLDERS: dict[Right, frozenset[Role]] = {
    Right.read: frozenset(Role),
    Right.work: frozenset({Role.clerk, Role.lead, Role.owner}),
    Right.approve: APPROVERS,
    Right.pack: frozenset({Role.warehouse, Role.clerk, Role.lead, Role.owner}),
    Right.connect: frozenset({Role.developer, Role.owner}),
    Right.govern: frozenset({Role.owner}),
}
NAMES: dict[Right, Text] = {
    Right.read: Text("see this organisation's cases", "查看本组织的案件"),
    Right.work: Text("work on cases", "处理案件"),
    Right.approve: Text("approve actions", "审批动作"),
    Right.pack: Text("check packing", "装箱核对"),
    Right.connect: Text("connect shops", "连接店铺"),
    Right.govern: Text("change people, limits and settings", "管理成员、限额与设置"),
}
GRANTED_BY = Text("The organisation's owner can grant it.", "组织的老板可以授予。")


class NoRight(Exception):
    """The role lacks a right; says which, and who can grant it."""

    def __init__(self, right: Right) -> None:
        self.right = right
        name = NAMES[right]
        self.text = Text(
            f"This needs the right to {name.en}. {GRANTED_BY.en}", f"需要「{name.zh}」权限。{GRANTED_BY.zh}"
        )
        super().__init__(self.text.en)


def insist(role: Role | None, right: Right) -> None:
    """Raises `NoRight` where the role has it not; None: a member of nothing, who has none."""
    if role is None or role not in HOLDERS[right]:
        raise NoRight(right)
