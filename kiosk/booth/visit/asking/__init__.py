"""Asking one question on several screens, as the parts of an account are.

Not here: which parts there are and what is wrong with them (`kiosk.procedures.parts`), nor how they look
(`booth.views`).
Read `parts`.
"""
