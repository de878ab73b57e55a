"""The fleet (端末一覧): which booths there are, whether they may come in, and how they are.

Here: enrolment, certificates in force, presence. Not here: what booths send, and the authority's key
(`kiosk.headquarters.keys`). Read `enrolment`, `booths`, `presence`, `quota`.
"""
