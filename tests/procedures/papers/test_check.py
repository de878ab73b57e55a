"""The check of a layout: what is asked has a place, what has a place is asked, and once."""

from typing import Any

import pytest

from kiosk.procedures.fields import FormField
from kiosk.procedures.papers.check import check
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure
from tests.applications.papers.forms import form_of

ROW = ("blocks", 1, "rows", 0, 0)


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    layout = form_of("juminhyo").layout
    assert layout is not None
    return layout.model_dump(mode="json", exclude_defaults=True)


def found(written: dict[str, Any], procedure: Procedure) -> list[str]:
    return [
        f"{'.'.join(map(str, one.place))}: {one.mistake.reason()}"
        for one in check(Layout.model_validate(written), procedure)
    ]


@pytest.fixture(scope="module")
def asked() -> Procedure:
    procedure = form_of("juminhyo").procedure
    assert procedure is not None
    return procedure


def changed(written: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The real layout with its first box written otherwise."""
    blocks = list(written["blocks"])
    first = {"field": "who", "label": "区分"} | more
    blocks[1] = {
        **blocks[1],
        "rows": [[{key: value for key, value in first.items() if value is not None}], *blocks[1]["rows"][1:]],
    }
    return {**written, "blocks": blocks}


def test_the_real_layout_is_right(written: dict[str, Any], asked: Procedure) -> None:
    assert found(written, asked) == []


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"field": "whoo"}, "blocks.1.rows.0.0.field: 'whoo' is no field of this procedure"),
        ({"field": "copies"}, "blocks: 'who' is asked and has no place on the paper (or say why in 'left_out')"),
        ({"field": None, "tick": "同じ", "when": "who == 'self' && who == 'agent'"}, "no answer makes this condition"),
        ({"ticks": {"self": "本人"}}, "blocks.1.rows.0.0.ticks: the answer 'agent' of 'who' has no box to tick"),
        ({"ticks": {"selv": "本人"}}, "blocks.1.rows.0.0.ticks.selv: 'selv' is no option of 'who'"),
        ({"hint": "名前"}, "blocks.1.rows.0.0.hint: '名前' has no reading: write 漢字(かんじ)"),
        (
            {"field": None, "holds": [{"field": "who"}, {"tick": "同じ", "when": "who =="}]},
            "blocks.1.rows.0.0.holds.1.when: cannot be read",
        ),
        (
            {"field": None, "tick": "同じ", "when": "whoo == 'x'"},
            "blocks.1.rows.0.0.when: 'whoo' is no field of this procedure",
        ),
        ({"field": None, "tick": "同じ", "when": "size(who) > 1"}, "blocks.1.rows.0.0.when: 'size' may not be used"),
        ({"field": "ap_name"}, "blocks.1.rows.1.0: 'ap_name' has two places on the paper"),
        ({"field": "show_head", "ticks": {"off": "のせない"}}, "the answer 'on' of 'show_head' has no box to tick"),
        ({"field": "show_head", "ticks": {"yes": "のせる"}}, "'yes' is no option of 'show_head'"),
    ],
)
def test_a_mistake_is_found_with_its_place(
    written: dict[str, Any], asked: Procedure, more: dict[str, Any], reason: str
) -> None:
    assert any(reason in one for one in found(changed(written, **more), asked))


def test_what_is_not_printed_needs_a_reason(written: dict[str, Any], asked: Procedure) -> None:
    without = changed(written, field="copies")  # two places now, and none for `who`
    assert not any("'who' is asked" in one for one in found({**without, "left_out": {"who": "別に印字する"}}, asked))
    assert any(
        "left_out.whoo: 'whoo' is no field" in one for one in found({**written, "left_out": {"whoo": "理由"}}, asked)
    )
    assert any("and has a place" in one for one in found({**written, "left_out": {"who": "理由"}}, asked))


def test_a_list_needs_a_field(written: dict[str, Any], asked: Procedure) -> None:
    listing = {"list": "人", "field": "movers", "columns": [{"item": "name"}]}
    assert any(
        "'movers' is no field" in one for one in found({**written, "blocks": [*written["blocks"], listing]}, asked)
    )


def listed(asked: Procedure, *columns: dict[str, Any], **more: Any) -> list[str]:
    """What is wrong with a form that is one list of people with a name and a sex."""
    text = {"ja": "人", "easy": "ひと", "en": "x"}
    sexes = [{"id": "male", "label": text}, {"id": "female", "label": text}]
    group = FormField.model_validate({
        "id": "movers", "type": "group", "label": text, "item": text, "add": text, "maximum": 3,
        "fields": [
            {"id": "name", "type": "name", "label": text},
            {"id": "sex", "type": "choice", "label": text, "options": sexes},
        ],
    })  # fmt: skip
    page = asked.pages[0].model_copy(update={"fields": (group,)})
    layout = {"paper": "x", "title": "題", "blocks": [{"list": "人", "field": "movers", "columns": columns}], **more}
    return found(layout, asked.model_copy(update={"pages": (page,)}))


def test_every_item_of_an_entry_has_its_column(asked: Procedure) -> None:
    name, sex = {"item": "name"}, {"item": "sex", "ticks": {"male": "男", "female": "女"}}
    assert listed(asked, name, sex) == []
    assert any("'sex' is asked and has no place" in one for one in listed(asked, name))
    assert listed(asked, name, left_out={"sex": "別に聞く"}) == []
    assert any("'age' is no item of 'movers'" in one for one in listed(asked, name, sex, {"item": "age"}))
    assert any(
        "'female' of 'sex' has no box" in one for one in listed(asked, name, {"item": "sex", "ticks": {"male": "男"}})
    )


def test_a_condition_of_a_block_or_a_title_looks_at_what_is_asked(written: dict[str, Any], asked: Procedure) -> None:
    stamp = {"stamp": "印影", "when": "whoo == 'x'", "places": ["印"]}
    told = found({**written, "blocks": [*written["blocks"], stamp]}, asked)
    assert told == [f"blocks.{len(written['blocks'])}.when: 'whoo' is no field of this procedure"]
    titles = [{"when": "who == 'self'", "title": "甲"}, {"when": "size(who) > 1", "title": "乙"}]
    (only,) = found({**written, "titles": titles}, asked)
    assert only.startswith("titles.1.when: 'size' may not be used")
