"""Audio and video of a call, in a child process of its own.

Each child of the house reads alike: `engine` is the face the booth sees, `engine_child` the process behind it,
`messages` what passes between them; nothing else is for others. Here: devices, encoders, one attempt of a call, its
quality. Not here: when to call, and whom. Read `engine`, `session`, `tracks`, `receiving`.
"""
