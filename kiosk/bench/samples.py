"""Invented applications and an invented booth to measure with."""

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image

from kiosk.applications.application import Answered, Application, FormStamp, IdentityEvent, Signature
from kiosk.applications.document import Form
from kiosk.bench.run import wall_clock
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device
from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.keys.authority import open_authority
from kiosk.headquarters.keys.sealing_keys import open_sealing_keys
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.papers import shelf
from kiosk.procedures.prefill import prefill
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.enrolment import Enrolled
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Method, Outcome

PROCEDURE: Final = "juminhyo"
BOOTH: Final = "himeji-ieshima-1"
PLACE: Final = "家島支所"
_MUNICIPALITY: Final = "姫路市"
_IDENTITY: Final = Identity(
    "葛\U000e0102西　辻\U000e0102子", "兵庫県姫路市安田四丁目１番地１", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE
)
_WIDTH_PX: Final = 1000
_NOWHERE: Final = "https://127.0.0.1:9"


def enrolled_booth(folder: Path, booth_url: str = _NOWHERE) -> Device:
    """A booth with an identity of its own authority, kept in `folder`; nobody listens at `booth_url`."""
    authority = open_authority(folder.parent / "authority", _MUNICIPALITY, wall_clock)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "booth")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    pem = request.public_bytes(serialization.Encoding.PEM).decode()
    issued = authority.certify_booth(pem, BOOTH, timedelta(days=90))
    enrolled = Enrolled(
        booth_id=BOOTH,
        place=PLACE,
        municipality=_MUNICIPALITY,
        certificate=issued.pem,
        authority=authority.pem,
        sealing_keys=open_sealing_keys(folder.parent / "authority", authority).offered,
        booth_url=booth_url,
        expires_at=issued.expires_at,
    )
    return devices.keep(folder, key, enrolled)


def empty_form() -> SharedForm:
    """住民票の写し before anything was written."""
    now = wall_clock()
    procedure = Catalog(CONFIG / "procedures").load().procedure(PROCEDURE)
    assert procedure is not None, "the procedure that comes with the program"
    return SharedForm.begin(procedure, now.date(), now)


def form() -> Form:
    """住民票の写し with the town's own layout of its paper."""
    folder = CONFIG / "procedures"
    catalog = Catalog(folder).load()
    procedure = catalog.procedure(PROCEDURE)
    return Form(procedure, shelf.read(folder, catalog.procedures).layout(procedure))


def filled_form() -> SharedForm:
    """住民票の写し with what a card says."""
    form = empty_form()
    for edit in prefill(form.procedure, _IDENTITY, wall_clock()):
        changed = form.apply(edit)
        assert isinstance(changed, SharedForm)
        form = changed
    return form


def application(number: int) -> Application:
    """An application like any other, different for each `number`."""
    made = wall_clock().replace(microsecond=0)

    def answered(field: str, label: str, text: str, source: Source = Source.RESIDENT, **more: object) -> Answered:
        values = {"field": field, "label": label, "text": text, "value": text, "source": source, "at": made} | more
        return Answered.model_validate(values)

    yes_no = ("のせる", "のせない")
    return Application(
        form=FormStamp(procedure=PROCEDURE, version="3.1.0", sha256="ab" * 32, title="住民票の写し等の請求"),
        submission_id=new_id(),
        reference=f"IE-{number % 10000:04d}-08K",
        booth_id=BOOTH,
        place=PLACE,
        addressee=f"{_MUNICIPALITY}長",
        created_at=made,
        language="ja",
        answers=(
            answered("ap_name", "氏名", "葛\U000e0102西　辻\U000e0102子", Source.CARD, is_name=True),
            answered("ap_addr", "住所", f"兵庫県姫路市安田四丁目{number}番地 山田マンション第2棟305号", Source.CARD),
            answered("ap_birth", "生年月日", "昭和34年5月6日", Source.CARD),
            answered("ap_tel", "電話番号", f"079-221-{number % 10000:04d}"),
            answered("who", "どなたの住民票か", "本人", choices=("本人", "同じ世帯の人", "代理で請求")),
            answered("show_head", "世帯主・続柄", "のせない", Source.PRESET, choices=yes_no),
            answered("show_honseki", "本籍・筆頭者", "のせない", Source.PRESET, choices=yes_no),
            answered("purpose", "使いみち", "年金の手続き"),
            answered("copies", "通数", "2通"),
        ),
        identity_events=(IdentityEvent(level="A3", method=Method.CARD_PIN, at=made, outcome=Outcome.CONFIRMED),),
        signature=Signature(kind="none"),
        fee=600,
    )


def random_picture(size: int) -> bytes:
    """A PNG of about `size` bytes that no compression makes smaller: dots of every colour, three bytes each."""
    height = size // (3 * _WIDTH_PX)
    written = io.BytesIO()
    Image.frombytes("RGB", (_WIDTH_PX, height), os.urandom(3 * _WIDTH_PX * height)).save(
        written, "PNG", compress_level=0
    )
    return written.getvalue()
