"""Sound, ten milliseconds at a time: what was heard comes in, what is to be played goes out, the echo stays here."""

from collections.abc import Callable

import numpy as np
from livekit import rtc

from kiosk.media.echo.blocks import samples, sound
from kiosk.media.echo.residue import Residue
from kiosk.media.echo.room import Room
from kiosk.media.gate import Gate
from kiosk.media.sound.muted import sounds
from kiosk.media.sound.playout import Playout
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Samples


class EchoCanceller:
    """The microphone without echo, noise and rumble.

    What we learn of the room goes first, WebRTC's audio processing last: it finds what remains, also while we still
    learn or the speaker moves, and takes the noise. Alone it lowers the voice of the booth while both speak. The sound
    comes 2.7 ms later. WebRTC's automatic gain lifts the rest of the echo by 13 dB as well, so it is only on where an
    installer wants it.
    """

    def __init__(self, latency_ms: int, *, gain: bool = False) -> None:
        """`latency_ms`: from handing a block to the speaker until its echo is read from the microphone."""
        self.latency_ms = latency_ms
        self._room, self._residue = Room(), Residue()
        self._played = np.zeros(BLOCK, np.int16)
        self._processing = rtc.AudioProcessingModule(
            echo_cancellation=True, noise_suppression=True, high_pass_filter=True, auto_gain_control=gain
        )

    def played(self, block: Samples) -> None:
        """Tell what goes to the speaker; once before each block of the microphone."""
        self._played = block
        self._processing.process_reverse_stream(_frame(block))

    def clean(self, block: Samples) -> Samples:
        """The microphone's block without the echo of what was played."""
        left = self._room.take(sound(self._played), sound(block))
        frame = _frame(samples(self._residue.take(left)))
        self._processing.set_stream_delay_ms(self.latency_ms)
        self._processing.process_stream(frame)
        return np.frombuffer(frame.data, np.int16).copy()


def _frame(block: Samples) -> rtc.AudioFrame:
    return rtc.AudioFrame(bytearray(block.tobytes()), SAMPLE_RATE_HZ, 1, BLOCK)


class SoundPath:
    """The one place where microphone and speaker meet, called once for every ten milliseconds.

    Attributes:
        turns: how often it was called; a sound card that stops calling was pulled out.
        sounding: how many blocks of the microphone had anything in them, whether or not they may leave the booth.
    """

    def __init__(
        self, gate: Gate, playout: Playout, echo: EchoCanceller | None, on_heard: Callable[[Samples], None]
    ) -> None:
        """`on_heard` gets each block that may leave the booth, in the thread of the sound card."""
        self._gate = gate
        self._playout = playout
        self._echo = echo
        self._on_heard = on_heard
        self.turns = self.sounding = 0

    @property
    def cancels_echo(self) -> bool:
        """Whether what is played is taken out of what is heard."""
        return self._echo is not None

    def cancel_echo(self, echo: EchoCanceller) -> None:
        """Take what is played out of what is heard from now on."""
        self._echo = echo

    def expect_latency(self, milliseconds: int) -> None:
        """Tell the echo canceller what the sound card says of itself."""
        if self._echo:
            self._echo.latency_ms = milliseconds

    def turn(self, heard: Samples) -> Samples:
        """Take a block of the microphone and return the block to play now."""
        self.turns += 1
        self.sounding += sounds(heard)
        played = self._playout.take()
        if self._echo:
            self._echo.played(played)
            heard = self._echo.clean(heard)
        if self._gate.silent:
            heard = np.zeros(BLOCK, np.int16)
        self._on_heard(heard)
        return played
