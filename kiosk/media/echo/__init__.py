"""What leaves the microphone before WebRTC's canceller hears it, so that it lets the voice of the booth through.

Blocks of 10 ms as float32 from -1 to 1 come in and go out; nothing here knows of devices or lines. Not here: the
canceller itself and its order of things (`media.audio`), and how well it all does (`bench.echo`).

Read `room` first, it learns the way from speaker to microphone; `residue` lowers what that leaves; `blocks` says what
both work on.
"""
