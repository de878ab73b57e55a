"""Walks every field of a model, and names those that have no bound: text, lists, numbers, moments."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.utils import _get_flat_body_params, get_flat_params
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel, TypeAdapter

_LONGEST_PATTERN: Final = 300
"""A pattern that fits no longer text is a bound by itself."""
Schema = dict[str, Any]


def models(base: type[BaseModel]) -> list[type[BaseModel]]:
    """Every model of the product below `base`, by name."""
    found = {one for child in base.__subclasses__() for one in (child, *models(child))}
    return sorted((one for one in found if _is_product(one.__module__)), key=lambda one: one.__qualname__)


def _is_product(module: str) -> bool:
    return module.startswith("kiosk.") and find_spec(module) is not None


def unbounded(kind: Any, place: str = "") -> list[str]:
    """The places within `kind` (a type or an adapter) that take a value of any size, in order."""
    adapter: TypeAdapter[Any] = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    schema = adapter.json_schema()
    return sorted({*_unbounded(schema, schema.get("$defs", {}), place or schema.get("title", ""), ())})


def taken_by(app: FastAPI) -> dict[str, list[str]]:
    """For each route of `app` what it takes without a bound: paths, queries, headers, cookies, forms, bodies."""
    routes = (context.original_route for context in iter_route_contexts(app.routes))
    return {_name(route): _taken(route) for route in routes if isinstance(route, APIRoute)}


def _name(route: APIRoute) -> str:
    return f"{min(route.methods or {''})} {route.path}"


def _taken(route: APIRoute) -> list[str]:
    fields = [*get_flat_params(route.dependant), *_get_flat_body_params(route.dependant)]
    return [place for field in fields for place in unbounded(field._type_adapter, field.name)]


def _unbounded(schema: Schema, shared: Schema, place: str, seen: tuple[str, ...]) -> Iterator[str]:
    if name := schema.get("$ref", "").rsplit("/", 1)[-1]:
        if name not in seen:
            yield from _unbounded(shared[name], shared, name, (*seen, name))
        return
    if not _is_bounded(schema):
        yield place
    for inner, where in _parts(schema, place):
        yield from _unbounded(inner, shared, where, seen)


def _parts(schema: Schema, place: str) -> Iterator[tuple[Schema, str]]:
    yield from ((one, place) for way in ("anyOf", "oneOf", "allOf") for one in schema.get(way, ()))
    yield from ((one, f"{place}.{name}") for name, one in schema.get("properties", {}).items())
    inner = [schema.get("items"), schema.get("additionalProperties"), *schema.get("prefixItems", ())]
    yield from ((one, f"{place}[]") for one in inner if isinstance(one, dict))


def _is_bounded(schema: Schema) -> bool:
    if "const" in schema or "enum" in schema:
        return True
    match schema.get("type"):
        case "string":
            return "maxLength" in schema or _is_short(schema.get("pattern"))
        case "array":
            return "maxItems" in schema
        case "integer" | "number":
            return bool(schema.keys() & {"minimum", "exclusiveMinimum"}) and bool(
                schema.keys() & {"maximum", "exclusiveMaximum"}
            )
        case "object":
            return "properties" in schema or "maxProperties" in schema
        case "boolean" | "null":
            return True
        case _:  # anything at all
            return bool(schema.keys() & {"$ref", "anyOf", "oneOf", "allOf", "maxLength"})


def _is_short(pattern: str | None) -> bool:
    if pattern is None or not (pattern.startswith("^") and pattern.endswith("$")):
        return False
    _, longest = re._parser.parse(pattern).getwidth()  # type: ignore[attr-defined]
    return int(longest) <= _LONGEST_PATTERN
