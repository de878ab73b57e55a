"""The other side's sound, from packets of the line to blocks for the speaker, and our voice on its way out.

Read `playout` first; `delay` says how long packets wait, `stretch` makes sound longer or shorter, `opus` is the codec.
What meets the microphone (echo, curtain) is not here but in `kiosk.media.audio`.
"""
