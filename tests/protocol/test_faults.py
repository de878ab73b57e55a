"""The codes that both screens show, and the fault that carries one."""

from kiosk.protocol.faults import CardFault, Code


def test_codes_are_numbered_without_gaps() -> None:
    assert sorted(code.value for code in Code) == [f"C-{number:02d}" for number in range(1, 31)]


def test_a_fault_says_its_code_and_status_and_nothing_of_the_card() -> None:
    fault = CardFault(Code.LOCKED, 0x6983)
    assert (str(fault), fault.code, fault.status) == ("('C-08', '6983')", Code.LOCKED, 0x6983)
