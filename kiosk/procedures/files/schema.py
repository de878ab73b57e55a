"""JSON Schemas of the files people write, each key explained by the sentence below it in the model.

The sentences are looked up in the source when a schema is asked for, and not with every start of every program.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel, JsonValue
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import override

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(model: type[BaseModel]) -> dict[str, JsonValue]:
    """The JSON Schema (2020-12) of a file that is read into `model`."""
    made: dict[str, JsonValue] = model.model_json_schema(schema_generator=_Explained)
    return {"$schema": DIALECT} | made


class _Explained(GenerateJsonSchema):
    @override
    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        for name, sentence in explained(schema["cls"]).items():
            if name in made.get("properties", {}):
                made["properties"][name].setdefault("description", sentence)
        return made


def explained(model: type[BaseModel]) -> dict[str, str]:
    """The sentence below each attribute of `model` and of what it is made from."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if one.__module__.startswith("kiosk."):
            found |= dict(_sentences(one))
    return found


def _sentences(model: type) -> Iterator[tuple[str, str]]:
    module = ast.parse(inspect.getsource(sys.modules[model.__module__]))
    for written in module.body:
        if isinstance(written, ast.ClassDef) and written.name == model.__name__:
            for attribute, below in zip(written.body, written.body[1:], strict=False):
                match attribute, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(sentence))):
                        yield name, inspect.cleandoc(sentence)
                    case _:
                        continue
