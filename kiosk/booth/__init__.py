"""The booth: one resident at a time, one screen, one card, one call.

Rooms: `visit` and `call` decide what happens and do not know each other; `views` and ``ui`` show it; `typing` is
what a key does; `submissions` keeps what was handed in; `uplink` is the line to headquarters; `storage` the disk;
`speech` the voice; `check` the installer's page. Not here: what a form asks (`kiosk.procedures`), how a card or a
camera answers. Read `app`, which joins the rooms, then `visit.decide`.
"""
