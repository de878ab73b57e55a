"""Sound between packets of the line and blocks for the speaker, and our voice on its way out.

Not here: what meets the microphone, echo and curtain (`media.audio`), and how much the voice may take of the line
(`media.line.voice`).

Read `playout` first; `delay` says how long packets wait, `stretch` makes sound longer or shorter, `opus` is the codec,
`voice_encoder` what aiortc's sender asks.
"""
