"""Fields of each kind with the least they need, for tests."""

from typing import Any

from kiosk.procedures.procedure import FormField

_WANTED: dict[str, dict[str, Any]] = {
    "choice": {"options": [{"id": "all", "label": {"ja": "全員"}}]},
    "digits": {"minimum": 10, "maximum": 10},
    "boolean": {"on": {"ja": "のせる"}, "off": {"ja": "のせない"}},
}


def field(kind: str, **more: object) -> FormField:
    """A field of this kind."""
    return FormField.model_validate({"id": "x", "type": kind, "label": {"ja": "項目"}, **_WANTED.get(kind, {}), **more})
