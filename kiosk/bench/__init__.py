"""Measuring: each figure of the counter beside a peer or the bare floor, as a ratio of one run on one machine.

Not here: any limit a test asserts; machines differ. Read `cli`, then the module of the figure; those of a call have a
room of their own, `calls`.
"""
