"""The call as the booth sees it, from the button to hanging up.

Here: the state of a call, its rules, and the runner that carries them out. Not here: the visit behind it (a call
needs none; `kiosk.booth.call_and_visit` joins the two), video and sound, the line itself. Read `state`, `events`,
`decide`, the rules it calls (`course`, `picture`, `form`, `card`), then `runner`.
"""
