"""Typing by touch: what a key does to a text, apart from any screen.

Here: the boards for kana, digits and dates as pure functions, and kana to kanji. Not here: how a board looks
(``ui/Typing``), and what a field takes (`kiosk.procedures.kinds`). Read `composer`, then `mozc`.
"""
