"""Which field of which class nothing reads: what mypy knows of the object before every dot, asked as its plugin.

A field counts as read where an expression or a pattern outside its own class takes it from an object of that class;
within its class it counts where the method doing so is used in its turn. Setting it, checking it and passing it on
unseen (`model_dump`) are no reading. Other packages than pydantic are not looked into, so that a whole look takes ten
seconds; the price is that what comes out of them untyped is not seen.
"""

import ast
import gc
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mypy import build
from mypy.modulefinder import BuildSource
from mypy.nodes import StrExpr, SymbolTable, TypeAlias, TypeInfo, Var
from mypy.options import Options
from mypy.plugin import AttributeContext, FunctionContext, MethodContext, Plugin
from mypy.types import LiteralType, Type, get_proper_type
from typing_extensions import override

_LOOKED_INTO: Final = {*sys.stdlib_module_names, "_typeshed", "mypy_extensions", "typing_extensions", "pydantic"}
_CHECKS: Final = {"__init__", "__post_init__"}
Scope = tuple[str, str]
"""A class and one of its methods; "" for none."""


@dataclass(frozen=True)
class Kind:
    """A class with fields: its full name, those it comes from, its fields with their types, whether it is a model."""

    name: str
    ancestors: tuple[str, ...]
    fields: Mapping[str, str]
    members: frozenset[str]
    is_protocol: bool
    is_model: bool


class Look:
    """One look at the package in the folder `root`."""

    def __init__(self, root: Path) -> None:
        listener = _Listener(_options(), root.name)
        gc.disable()  # a million nodes that all live until the end
        try:
            result = build.build(_sources(root), listener.options, extra_plugins=[listener])
        finally:
            gc.enable()
        trees = [tree for name, tree in result.files.items() if name.split(".")[0] == root.name]
        self.kinds = {kind.name: kind for tree in trees for kind in _kinds(tree.names, tree.fullname)}
        self.made = frozenset(listener.made)
        """Every class and function that is called by its name."""
        self._aliases = {
            symbol.node.fullname: str(symbol.node.target)
            for tree in trees
            for symbol in tree.names.values()
            if isinstance(symbol.node, TypeAlias)
        }
        scopes = _Scopes(root)
        self._reads: dict[str, set[Scope]] = {}
        for name, path, line in listener.reads:
            self._reads.setdefault(name, set()).add(scopes.of(path, line))
        self._heirs: dict[str, set[str]] = defaultdict(set)
        for kind in self.kinds.values():
            for ancestor in kind.ancestors:
                self._heirs[ancestor].add(kind.name)

    def within(self, *names: str) -> set[str]:
        """The classes of these names, aliases or ancestors, and all that their fields hold, whatever the depth."""
        found: set[str] = set()
        wanted = {one for name in names for one in self._named(self._aliases.get(name, name))}
        wanted |= {kind.name for kind in self.kinds.values() if set(names) & set(kind.ancestors)}
        while wanted:
            found |= wanted
            held = {one for name in wanted for kind in self.kinds[name].fields.values() for one in self._named(kind)}
            wanted = held - found
        return found

    def _named(self, text: str) -> set[str]:
        return set(re.findall(r"[\w.]+", text)) & self.kinds.keys()

    def unread(self, elsewhere: Callable[[str, str], bool] = lambda kind, name: False) -> set[str]:
        """Every field of a model or data class that nothing reads, as ``module.Class.field``.

        `elsewhere(class, member)` says whether a source that is not Python reads it.
        """
        return {
            f"{kind.name}.{name}"
            for kind in self.kinds.values()
            for name in kind.fields
            if not self._is_read(kind, name, elsewhere, frozenset())
        }

    def _is_read(self, kind: Kind, name: str, elsewhere: Callable[[str, str], bool], seen: frozenset[str]) -> bool:
        if elsewhere(kind.name, name) or f"{kind.name}.__iter__" in self._reads:
            return True
        family = {kind.name, *kind.ancestors, *self._heirs[kind.name]}
        places = {place for one in family for place in self._reads.get(f"{one}.{name}", ())}
        if any(scope not in family for scope, _ in places) or self._is_read_as_another(kind, name):
            return True
        methods = {method for _, method in places} - seen - _CHECKS - {""}
        return any(one.startswith("__") or self._is_read(kind, one, elsewhere, seen | {name}) for one in methods)

    def _is_read_as_another(self, kind: Kind, name: str) -> bool:
        """Whether a protocol that `kind` fits is read."""
        protocols = (one for one in self.kinds.values() if one.is_protocol and name in one.members)
        return any(f"{one.name}.{name}" in self._reads for one in protocols if one.members <= kind.members)


def _options() -> Options:
    options = Options()
    options.incremental = False  # what comes out of a cache is told to no plugin
    options.cache_dir = os.devnull
    options.check_untyped_defs = True
    options.ignore_missing_imports = True
    options.follow_imports, options.follow_imports_for_stubs = "skip", True
    for name in _LOOKED_INTO:
        into: dict[str, object] = {"follow_imports": "silent", "follow_imports_for_stubs": False}
        options.per_module_options |= {name: into, f"{name}.*": into}
    return options


def _sources(root: Path) -> list[BuildSource]:
    return [BuildSource(str(path), _module(root, path)) for path in sorted(root.rglob("*.py"))]


def _module(root: Path, path: Path) -> str:
    return ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")


class _Listener(Plugin):
    """Hears of every attribute and call of the package; changes no type."""

    def __init__(self, options: Options, package: str) -> None:
        super().__init__(options)
        self._package = f"{package}."
        self._taken: set[tuple[str, str, int, int]] = set()
        self._set: set[tuple[str, str, int, int]] = set()
        self.made: set[str] = set()

    @property
    def reads(self) -> Iterator[tuple[str, str, int]]:
        """Name, file and line of each reading; what is set is looked at as well, at the same place."""
        return ((name, path, line) for name, path, line, _ in self._taken - self._set)

    @override
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        def read(context: AttributeContext) -> Type:
            where = (fullname, context.api.path, context.context.line, context.context.column)
            (self._set if context.is_lvalue else self._taken).add(where)
            return context.default_attr_type

        return read if fullname.startswith(self._package) else None

    @override
    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        def called(context: MethodContext) -> Type:
            self._taken.add((fullname, context.api.path, context.context.line, context.context.column))
            return context.default_return_type

        return called if fullname.startswith(self._package) else None

    @override
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        if fullname.startswith(self._package):
            self.made.add(fullname)

        def asked(context: FunctionContext) -> Type:
            name = context.args[1][0]
            for kind in re.findall(rf"{self._package}[\w.]+", str(context.arg_types[0][0])):
                if isinstance(name, StrExpr):
                    self._taken.add((f"{kind}.{name.value}", context.api.path, name.line, name.column))
            return context.default_return_type

        return asked if fullname == "builtins.getattr" else None


def _kinds(names: SymbolTable, module: str) -> Iterator[Kind]:
    for symbol in names.values():
        info = symbol.node
        if isinstance(info, TypeInfo) and info.module_name == module:
            yield _kind(info)
            yield from _kinds(info.names, module)


def _kind(info: TypeInfo) -> Kind:
    ancestors = tuple(one.fullname for one in info.mro[1:])
    is_model = "pydantic.main.BaseModel" in ancestors
    has_fields = is_model or "dataclass" in info.metadata or "dataclass_tag" in info.metadata
    fields = {name: str(node.type) for name, node in _fields(info)} if has_fields else {}
    members = frozenset(name for one in info.mro for name in one.names if not name.startswith("_"))
    return Kind(info.fullname, ancestors, fields, members, info.is_protocol, is_model)


def _fields(info: TypeInfo) -> Iterator[tuple[str, Var]]:
    """Without class variables, and without what tells one of several kinds from the others: reading them reads it."""
    for name, symbol in info.names.items():
        node = symbol.node
        is_field = isinstance(node, Var) and node.is_initialized_in_class and not node.is_classvar and node.line > 0
        if not is_field or not name.isidentifier() or name.startswith("_") or name == "model_config":
            continue
        assert isinstance(node, Var)
        if node.type is not None and not isinstance(get_proper_type(node.type), LiteralType):
            yield name, node


class _Scopes:
    """In which class and method a line stands."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, dict[int, Scope]] = {}

    def of(self, path: str, line: int) -> Scope:
        """The outermost method of the innermost class; "" where there is none."""
        if path not in self._known:
            found: dict[int, Scope] = {}
            tree = ast.parse(Path(path).read_text(encoding="utf-8"))
            self._mark(tree, _module(self._root, Path(path)), found)
            self._known[path] = found
        return self._known[path].get(line, ("", ""))

    def _mark(self, body: ast.Module | ast.ClassDef, name: str, found: dict[int, Scope]) -> None:
        for node in body.body:
            if isinstance(node, ast.ClassDef):
                own = f"{name}.{node.name}"
                found |= dict.fromkeys(_lines(node), (own, ""))
                self._mark(node, own, found)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and isinstance(body, ast.ClassDef):
                found |= dict.fromkeys(_lines(node), (name, node.name))


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return range(first, (node.end_lineno or node.lineno) + 1)
