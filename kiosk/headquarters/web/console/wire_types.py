"""Types of the console's messages for JavaScript, made from the pydantic unions: ``python -m`` this module to renew."""

from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from kiosk.protocol.message import from_console, to_console

MESSAGES = Path(__file__).parent / "static" / "messages.d.ts"
Schema = dict[str, Any]
_PLACE: Final = "#/$defs/"


def declarations() -> str:
    """The text of ``messages.d.ts``: one interface per message and the two unions of the console's line."""
    asked: list[tuple[str, Literal["serialization"], TypeAdapter[Any]]] = [
        ("ToConsole", "serialization", to_console),
        ("FromConsole", "serialization", from_console),
    ]
    schemas, shared = TypeAdapter.json_schemas(asked, ref_template=_PLACE + "{model}")
    definitions = {_short(name): _shortened(schema) for name, schema in shared["$defs"].items()}
    unions = [
        f"export type {name} =\n" + "\n".join(f"  | {part['$ref']}" for part in _shortened(schema)["oneOf"]) + ";\n"
        for (name, _), schema in schemas.items()
    ]
    parts = [_declare(name, definitions[name]) for name in sorted(definitions)]
    head = "// Made from kiosk/protocol by kiosk/headquarters/web/console/wire_types.py; do not edit.\n"
    return "\n".join([head, *parts, *unions])


def _short(name: str) -> str:
    """The name of a model; of two with one name, with its module before it: ``IdentityOutcome``."""
    *_, module, own = ["", *name.split("__")]
    return module.capitalize() + own


def _shortened(schema: Any) -> Any:
    if isinstance(schema, str) and schema.startswith(_PLACE):
        return _short(schema.removeprefix(_PLACE))
    if isinstance(schema, dict):
        return {key: _shortened(value) for key, value in schema.items()}
    return [_shortened(one) for one in schema] if isinstance(schema, list) else schema


def _declare(name: str, schema: Schema) -> str:
    comment = f"/** {' '.join(schema['description'].split())} */\n" if "description" in schema else ""
    if "properties" not in schema:
        return f"{comment}export type {name} = {_written(schema)};\n"
    lines = [f"  {key}: {_written(value)};" for key, value in schema["properties"].items()]
    return f"{comment}export interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def _written(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "const" in schema:
        return _quoted(schema["const"])
    if "enum" in schema:
        return " | ".join(_quoted(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_written(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"Array<{_written(schema.get('items', {}))}>"
    names = {"integer": "number", "number": "number", "string": "string", "boolean": "boolean", "null": "null"}
    return names.get(schema.get("type", ""), "unknown")


def _quoted(value: object) -> str:
    return f'"{value}"'


if __name__ == "__main__":
    MESSAGES.write_text(declarations(), encoding="utf-8")
