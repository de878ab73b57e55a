from collections.abc import Callable

import pytest

from kiosk.card import apdu
from kiosk.card.apdu import Answer, Exchange
from kiosk.protocol.faults import CardFault, Code


class Scripted:
    """A transport that answers from a list and keeps what was sent."""

    def __init__(self, *answers: str) -> None:
        self.answers = [bytes.fromhex(one) for one in answers]
        self.sent: list[bytes] = []

    def transmit(self, command: bytes | bytearray) -> bytes:
        self.sent.append(bytes(command))
        return self.answers.pop(0)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (lambda: apdu.select_application(bytes.fromhex("D392F000260100000001")), "00A4040C0AD392F000260100000001"),
        (lambda: apdu.select_file(0x18), "00A4020C020018"),
        (lambda: apdu.read_short(0x06, 160), "00B08600A0"),
        (lambda: apdu.read_short(0x02), "00B0820000"),
        (lambda: apdu.read_at(0x0123, 256), "00B0012300"),
        (apdu.ask_tries, "00200080"),
        (lambda: apdu.ask_tries(0x1B), "0020009B"),
        (lambda: apdu.verify(bytearray(b"1234")), "002000800431323334"),
        (lambda: apdu.verify(bytearray(b"1234"), 0x11), "002000910431323334"),
        (lambda: apdu.get_data(0x00F2), "00CA00F200"),
    ],
)
def test_commands_have_the_bytes_the_card_knows(command: Callable[[], bytes], expected: str) -> None:
    assert bytes(command()) == bytes.fromhex(expected)


def test_a_digest_travels_with_its_null() -> None:
    wrapped = apdu.digest_info_sha256(bytes(32))
    assert len(wrapped) == 51
    assert apdu.sign(0x17, wrapped)[:5] == bytes.fromhex("802A009733")
    assert b"\x05\x00\x04\x20" in wrapped


def test_waiting_data_is_fetched() -> None:
    card = Scripted("AA6102", "BBCC9000")
    assert Exchange(card).send(apdu.read_at(0)) == Answer(b"\xaa\xbb\xcc", apdu.OK)
    assert card.sent[1] == bytes.fromhex("00C0000002")


def test_a_wrong_length_is_corrected() -> None:
    card = Scripted("6C03", "AABBCC9000")
    assert Exchange(card).send(apdu.read_at(0)).data == b"\xaa\xbb\xcc"
    assert card.sent[1] == bytes.fromhex("00B0000003")


def test_a_corrected_length_keeps_the_data() -> None:
    wrapped = apdu.digest_info_sha256(bytes(32))
    card = Scripted("6C80", "AA9000")
    assert Exchange(card).send(apdu.sign(0x17, wrapped)).data == b"\xaa"
    assert card.sent[1] == apdu.sign(0x17, wrapped)[:-1] + b"\x80"


def test_a_card_may_stammer_at_its_very_first_command_only() -> None:
    exchange = Exchange(Scripted("6F00", "9000", "6F00"))
    assert exchange.send(apdu.get_data(0x00F2)).status == apdu.OK
    assert exchange.send(apdu.get_data(0x00F0)).status == apdu.NO_DIAGNOSIS


def test_a_secret_is_sent_once_and_overwritten() -> None:
    card = Scripted("6C03")
    command = apdu.verify(bytearray(b"1234"))
    assert Exchange(card).send_secret(command).status == 0x6C03
    assert len(card.sent) == 1
    assert not any(command)


def test_a_secret_is_overwritten_when_the_card_goes_away() -> None:
    command = apdu.verify(bytearray(b"1234"))
    with pytest.raises(IndexError):
        Exchange(Scripted()).send_secret(command)
    assert not any(command)


@pytest.mark.parametrize("answer", ["", "90", "00" * 65539])
def test_an_answer_of_an_impossible_size_is_garbled(answer: str) -> None:
    with pytest.raises(CardFault) as fault:
        Exchange(Scripted(answer)).send(apdu.read_at(0))
    assert fault.value.code is Code.GARBLED


def test_a_card_that_promises_more_for_ever_is_left() -> None:
    with pytest.raises(CardFault):
        Exchange(Scripted("6101", "6101")).send(apdu.read_at(0))


@pytest.mark.parametrize(("status", "left"), [(0x63C0, 0), (0x63C3, 3), (0x9000, None), (0x6300, None), (0x6984, None)])
def test_tries_are_read_from_the_status_word(status: int, left: int | None) -> None:
    assert Answer(b"", status).tries_left == left
