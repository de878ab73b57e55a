"""Figures of how the counters are used: calls and submissions, never a person. Read `today`.

Not here: figures of machines for monitoring (`kiosk.headquarters.web.metrics`).
"""
