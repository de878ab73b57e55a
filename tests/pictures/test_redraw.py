import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.card.files.face_outcome import ON_CARD
from kiosk.pictures.redraw import Kind, PictureError
from kiosk.pictures.redraw import redrawn as drawn_under
from kiosk.rehearsal.card.virtual_card_face import drawn_face, drawn_text


def redrawn(raw: bytes, kind: Kind) -> bytes:
    return drawn_under(raw, kind, ON_CARD)


PNG = drawn_text("葛西　辻子", 480, 40)
JP2 = drawn_face("2")


def opened(raw: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(raw), formats=["PNG"])
    picture.load()
    return picture


def test_a_text_picture_keeps_every_dot() -> None:
    ours, theirs = opened(redrawn(PNG, Kind.PNG)), opened(PNG)
    assert ours.mode == theirs.mode == "1"
    assert ours.tobytes() == theirs.tobytes()


def test_a_photograph_becomes_a_png_of_the_same_size() -> None:
    ours = opened(redrawn(JP2, Kind.JPEG_2000))
    assert (ours.mode, ours.size) == ("L", (240, 300))


def test_a_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(PictureError):
        redrawn(JP2, Kind.PNG)
    with pytest.raises(PictureError):
        redrawn(PNG, Kind.JPEG_2000)


def test_what_was_hidden_beside_the_dots_is_not_carried_on() -> None:
    from PIL.PngImagePlugin import PngInfo

    hidden = PngInfo()
    hidden.add_text("Comment", "hidden")
    written = io.BytesIO()
    Image.new("L", (4, 4)).save(written, "PNG", pnginfo=hidden)
    assert b"hidden" in written.getvalue()
    assert b"hidden" not in redrawn(written.getvalue(), Kind.PNG)


def test_what_is_seen_through_becomes_white() -> None:
    written = io.BytesIO()
    ink = Image.new("RGBA", (2, 1))
    ink.putpixel((0, 0), (16, 16, 32, 255))
    ink.save(written, "PNG")
    ours = opened(redrawn(written.getvalue(), Kind.PNG))
    assert (ours.mode, ours.getpixel((0, 0)), ours.getpixel((1, 0))) == ("RGB", (16, 16, 32), (255, 255, 255))


@pytest.mark.parametrize("size", [(1201, 1), (1, 1201), (20000, 20000)])
def test_a_picture_of_too_many_dots_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    header = Image.new("1", (1, 1))
    written = io.BytesIO()
    header.save(written, "PNG")
    raw = bytearray(written.getvalue())
    raw[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    import zlib

    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    with pytest.raises(PictureError):
        redrawn(bytes(raw), Kind.PNG)


def test_more_bytes_than_a_card_holds_are_refused() -> None:
    with pytest.raises(PictureError, match="too large"):
        redrawn(PNG + bytes(20000), Kind.PNG)


def test_a_machine_without_a_decoder_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    with pytest.raises(PictureError, match="not installed"):
        redrawn(PNG, Kind.PNG)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([(PNG, Kind.PNG), (JP2, Kind.JPEG_2000)]), st.data())
def test_a_mutated_picture_is_a_picture_or_the_one_error(whole: tuple[bytes, Kind], data: st.DataObject) -> None:
    raw = bytearray(whole[0])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    refused = 0
    try:
        picture = opened(redrawn(bytes(raw[:cut]) if data.draw(st.booleans()) else bytes(raw), whole[1]))
        assert max(picture.size) <= 1200
    except PictureError:
        refused += 1
    assert refused <= 1
