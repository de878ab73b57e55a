"""Staff: accounts, sign-in, sessions and roles.

Not here: cookies and pages (`kiosk.headquarters.web`), and whether a staff member is free
(`kiosk.headquarters.calls`). Read `views`, `accounts`, `sessions`, `roster`; how guesses are
held up: `tries`, `turns`, `browsers`.
"""
