"""Whether camera, microphone, speaker and encoders in hardware work, tried without a call: pictures that change, sound
that is heard.

Read `chirp` (pure) first, then `trying`. Not here: what is done about it, which is the booth's.
"""
