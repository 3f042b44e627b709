"""A property that is worked out once and kept: `functools.cached_property` without the lock it takes before Python 3.12."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - reads as the decorator it is
    """Not a data descriptor: once the value stands in the instance, Python finds it there first."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self.work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> kept[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object, owner: type) -> T | kept[T]:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.work_out(instance)
        return value
