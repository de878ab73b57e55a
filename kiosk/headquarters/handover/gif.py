"""A case in the shape of GIF's 申請（個人） (デジタル庁 GIF, 451-1-1): A票 who applies, B票 for what.

Keys are those of the model, its prefixes ``ad:`` and ``pd:`` included; what GIF has no place for stands under 受付, in
words of ours. 申請者 is who was at the booth; who sent them is named by the relation they gave. No text is normalised.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue

from kiosk.applications.application import Answered
from kiosk.headquarters.handover.handed import Handed
from kiosk.procedures.japanese import eras
from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan

SHAPE: Final = "gif-451-1-1"
_PERSON: Final = {
    "name": "pd:氏名",
    "kana": "pd:氏名（カナ）",
    "sex": "pd:性別",
    "birth": "pd:生年月日",
    "addr": "pd:住所",
    "alias": "pd:備考",
}
"""By the end of the names of shared fields (``ap_name``), GIF's names of what they say of a person."""
_RELATION: Final = "ag_relation"


def shaped(one: Handed) -> dict[str, JsonValue]:
    """The case as JSON; of one that cannot be opened only 受付."""
    found: dict[str, JsonValue] = {"形式": SHAPE, "受付": _received(one)}
    if (application := one.application) is None:
        return found
    answers = {answer.field: answer for answer in application.answers}
    applicant, sender = _person(answers, "ap_"), _person(answers, "ag_")
    placed = {name for name in answers if _of_person(name)} | {_RELATION}
    relation = answers.get(_RELATION)
    found["ad:申請（個人）"] = {
        "ad:個人申請基本情報（A票）": {
            "ad:宛先": {"pd:商号または名称": application.addressee},
            "ad:申請日": day_in_japan(application.created_at).isoformat(),
            "ad:連絡先": _contact(answers, "ap_"),
            "ad:申請者": applicant,
            "ad:委任者": sender or None,
            "ad:委任者の役割": relation.text if relation else None,
            "ad:委任内容": application.form.title if relation or sender else None,
        },
        "ad:申請内容（B票）": {
            "ad:名称": application.form.title,
            "ad:内容": [_answer(answer) for name, answer in answers.items() if name not in placed],
            "ad:更新年月日": day_in_japan(application.created_at).isoformat(),
        },
    }
    return found


def _received(one: Handed) -> dict[str, JsonValue]:
    line, application = one.line, one.application
    said: dict[str, JsonValue] = {
        "受付番号": line.receipt_number,
        "控え番号": line.reference,
        "受付日時": line.received_at.astimezone(JAPAN).isoformat(timespec="seconds"),
        "受付場所": line.place,
        "状態": line.state.words,
        "担当": line.taken_by,
        "端末の署名": line.signature.words,
    }
    if application is None:
        return said | {"手続き": {"名称": line.procedure_title}}
    form = application.form
    return said | {
        "手続き": {"id": form.procedure, "版": form.version, "照合": form.sha256, "名称": form.title},
        "根拠": list(one.law),
        "提出日時": application.created_at.astimezone(JAPAN).isoformat(timespec="seconds"),
        "言語": application.language,
        "手数料（円）": application.fee,
        "本人の署名": application.signature.kind,
        "職員の未記入": one.owed,
        "字形の確認": list(application.glyph_uncertain),
        "添付": [{"名前": note.name, "種類": note.media_type, "照合": note.sha256} for note in application.attachments],
        "予行": application.rehearsal,
    }


def _of_person(field: str) -> bool:
    begin, _, end = field.partition("_")
    return begin in ("ap", "ag") and (end in _PERSON or end == "tel")


def _person(answers: Mapping[str, Answered], begin: str) -> dict[str, JsonValue]:
    found = {named: _value(one) for end, named in _PERSON.items() if (one := answers.get(begin + end)) and one.text}
    if contact := _contact(answers, begin):
        found["pd:連絡先情報"] = contact
    return found


def _contact(answers: Mapping[str, Answered], begin: str) -> dict[str, JsonValue]:
    tel = answers.get(f"{begin}tel")
    return {"pd:連絡先電話番号": tel.text} if tel and tel.text else {}


def _value(answer: Answered) -> JsonValue:
    """A day that is known whole as GIF writes it; all else in the words of the form."""
    written = eras.from_json(answer.value)
    known = written.known() if written and not written.about else None
    return known.isoformat() if known else answer.text


def _answer(answer: Answered) -> dict[str, JsonValue]:
    said: dict[str, Any] = {"項目": answer.field, "名称": answer.label, "内容": answer.text, "値": answer.value}
    if answer.rows:
        said["一人ずつ"] = [
            {"名称": row.title, "内容": [{"項目": p.field, "名称": p.label, "内容": p.text} for p in row.parts]}
            for row in answer.rows
        ]
    said["記入元"] = "computed" if answer.computed else answer.source.value
    if answer.by:
        said["記入者"] = answer.by
    if answer.doubts:
        said["確認"] = [doubt.code.value for doubt in answer.doubts]
    return said
