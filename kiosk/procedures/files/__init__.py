"""Procedures as files: reading a folder of them, saying what is wrong on which line, running the tests inside.

Here: what the person who writes or mends a file meets. Not here: what a procedure means; that is in `procedure` and
its neighbours. Read `reading`, `lint`, `broken`.
"""
