"""Qt decorators for view-models, with the types PySide6's stubs lack."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from PySide6.QtCore import Signal

    T = TypeVar("T")
    C = TypeVar("C", bound=type)

    class _Readable(Generic[T]):
        def __get__(self, owner: object, kind: type | None = None) -> T: ...

    def Property(
        kind: type[Any] | str, *, notify: Signal | None = None, constant: bool = False
    ) -> Callable[[Callable[[Any], T]], _Readable[T]]: ...
    def Later(kind: str) -> Callable[[Callable[[Any], T]], _Readable[T]]: ...
    def QmlUncreatable(reason: str) -> Callable[[C], C]: ...
    def QEnum(kind: C) -> C: ...
else:
    from PySide6.QtCore import Property, QEnum
    from PySide6.QtQml import QmlUncreatable

    def Later(kind: str) -> Property:
        """A constant property that holds a view whose class, `kind`, is not loaded yet; only qmllint needs its name."""
        return Property("QObject*", constant=True)


__all__ = ["Later", "Property", "QEnum", "QmlUncreatable"]
