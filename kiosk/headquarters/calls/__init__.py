"""Calls: who is at which counter, where the next call rings, and what passes between the two ends.

Here: routing as a pure function, where staff sit, the switchboard that runs it, records, relay credentials, and the
rules for what may be shown in a call. Not here: sockets (`kiosk.headquarters.web`), and media: it never comes here.
Read `routing_state`, `matching`, `routing_terms`, `routing`, `switchboard`, `in_call`.
"""
