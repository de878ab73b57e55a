"""Everything that listens: the booths' door, the staff door, their sockets, and the console's pages.

Here: routes, cookies, limits on what comes in, problems as answers. Not here: decisions; a route asks a room below
and says what it answered. Read `servers`, `acceptor`, `protocols`, `booth_app`, `staff_app`, `sockets`.
"""
