from pathlib import Path

from kiosk.authoring.texts.rows import rows


def test_every_text_is_there_once_with_its_place_and_its_words(copy_of_folder: Path) -> None:
    path = copy_of_folder / "words" / "vi.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("わたし: Của tôi", "わたし: {text: Của tôi, reviewed_by: Nguyen}"), encoding="utf-8")
    found = {row.place: row for row in rows(copy_of_folder)}
    mine = found["juminhyo/juminhyo.v3.form.yml pages.who.fields.who.options.self.label"]
    assert mine.own == {"ja": "わたし", "easy": "わたし", "en": "Mine"}
    assert mine.words["vi"] == "Của tôi"
    assert (mine.reviewed_by, found["groups.yml groups.talk.title"].reviewed_by) == ({"vi": "Nguyen"}, {})
    assert {place.split(" ")[0] for place in found} == {"juminhyo/juminhyo.v3.form.yml", "blocks.yml", "groups.yml"}
    assert len(found) == len(list(rows(copy_of_folder)))
    assert "blocks.yml blocks.named.ap_name.title" in found
