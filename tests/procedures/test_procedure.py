import json
from pathlib import Path

import jsonschema

from kiosk.procedures.files import yaml_lines
from kiosk.procedures.procedure import FieldType, Procedure, schema


def test_fields_and_pages_are_found_by_id(juminhyo: Procedure) -> None:
    field = juminhyo.field("copies")
    page = juminhyo.page_of("target_birth")
    assert field is not None
    assert field.type is FieldType.INTEGER
    assert page is not None
    assert page is juminhyo.page("target")
    assert juminhyo.field("nobody") is None
    assert juminhyo.page("nobody") is None


def test_the_table_of_juminhyo_is_complete(juminhyo: Procedure) -> None:
    asked = {field.id for field in juminhyo.fields}
    assert asked >= {
        "who",
        "target_name",
        "target_birth",
        "scope",
        "format",
        "show_head",
        "show_honseki",
        "show_mynumber",
        "show_code",
        "purpose",
        "purpose_other",
        "copies",
        "receive",
        "ap_name",
        "ap_addr",
        "ap_birth",
        "ap_tel",
        "ag_relation",
    }


def test_the_schema_file_is_the_one_of_the_models_and_accepts_the_real_file(folder: Path) -> None:
    kept = json.loads((folder / "schema" / "procedure.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "run: kiosk procedures schema > config/procedures/schema/procedure.schema.json"
    jsonschema.Draft202012Validator.check_schema(kept)
    written = yaml_lines.read((folder / "juminhyo" / "juminhyo.v3.form.yml").read_text(encoding="utf-8")).value
    validator = jsonschema.Draft202012Validator(kept)
    assert list(validator.iter_errors(written)) == []
    assert list(validator.iter_errors({**written, "pagse": []})) != []
