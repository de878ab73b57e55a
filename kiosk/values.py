"""Values: frozen dataclasses that a program can have three hundred of and still be there soon.

The standard library writes six methods for each frozen class and compiles every one of them: 0.6 ms a class on Python
3.11, little less on 3.13 (python/cpython#109870). The booth reads three hundred such classes before its first picture,
so only ``__init__`` is compiled here; what compares, hashes, shows and refuses changes is made of functions that are
there already. Fields, ``replace``, ``match`` and what a class writes itself are the standard library's.
"""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from dataclasses import dataclass as standard
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, eq: bool = True, repr: bool = True) -> Callable[[type[T]], type[T]]:  # noqa: A002
        """As `dataclasses.dataclass` with ``frozen=True``."""
        if not frozen:
            raise TypeError("what may change is a dataclass of the standard library")
        return lambda cls: _frozen(standard(eq=False, repr=False)(cls), eq=eq, shown=repr)


def _frozen(made: type[T], *, eq: bool, shown: bool) -> type[T]:
    """Give `made`, which can only be filled so far, what else a value has, but for what the class writes itself."""
    own = dict(vars(made))
    methods: dict[str, Callable[..., Any]] = {"__setattr__": _write_once, "__delattr__": _keep}
    if shown and "__repr__" not in own:
        methods["__repr__"] = _shown
    if eq:
        content = _content(tuple(one.name for one in fields(made) if one.compare))  # type: ignore[arg-type]
        if "__eq__" not in own:
            methods["__eq__"] = _equal_by(content)
        if own.get("__hash__") is None:
            methods["__hash__"] = lambda self: hash(content(self))
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _content(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values under `names`, as a tuple also of one and of none."""
    if not names:
        return lambda _value: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def _equal_by(content: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], object]:
    def equal(self: Any, other: object) -> object:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _write_once(self: Any, name: str, value: object) -> None:
    """``__init__`` writes each field once; nobody writes anything after it."""
    if name in self.__dict__ or name not in self.__dataclass_fields__:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _keep(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _shown(self: Any) -> str:
    inside = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({inside})"
