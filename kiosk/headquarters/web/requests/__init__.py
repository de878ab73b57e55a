"""What every request goes through at both doors, whatever it asks for.

Here: how much is read, whose it is, from where it may come, what every answer carries. Not here: routes. Read
`request_bounds`, `body_limit`, `origin`, `problems`.
"""
