"""Curtain and mute."""

from kiosk.media.gate import Gate


def test_the_curtain_cuts_all_mute_only_sound() -> None:
    blanked: list[bool] = []
    gate = Gate(lambda: blanked.append(gate.lock.locked()))
    assert (gate.curtain, gate.silent) == (False, False)
    gate.mute(True)
    assert (gate.curtain, gate.silent) == (False, True)
    gate.mute(False)
    gate.draw(True)
    assert (gate.curtain, gate.silent) == (True, True)
    gate.draw(False)
    assert (gate.curtain, gate.silent) == (False, False)
    assert blanked == [True], "blanked once, while no picture can be handed on"
