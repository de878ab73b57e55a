from kiosk.bench.card_commands import numbers_of_commands


def test_no_flow_sends_a_command_more_than_it_must() -> None:
    found = numbers_of_commands()
    assert len(found) == 7
    assert {name: one.ratio for name, one in found.items()} == dict.fromkeys(found, 1.0)


def test_identity_takes_two_commands_and_recognising_nine() -> None:
    found = numbers_of_commands()
    assert found["apdus-identity"].ours.middle == 2
    assert found["apdus-recognise"].ours.middle == 9
