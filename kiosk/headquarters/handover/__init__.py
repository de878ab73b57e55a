"""Handing cases over: what headquarters received, for the systems and tables of the town's own offices.

Here: the shape of GIF for programs, rows for spreadsheets, and who took them. Not here: a case on the screen, its
papers. Read `handed`, `gif`, `table`, then `desk`.
"""
