"""The relay (coturn) asked for a place without a call: over UDP, TCP and TLS, and whether it knows our password.

Read `routes` (pure) first, then `asking`. Not here: media through it, which aiortc carries, and what is done about a
relay that refuses, which is the booth's.
"""
