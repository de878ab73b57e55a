"""Bookings (予約): which times there are, who has one, and what staff do with them.

Headquarters' own calendars are the truth: a booth asks for free times, holds one while a resident is at the form, and
what is handed in books it. Not here: the question on the screen. Read `calendars`, then `diary`, `desk`.
"""
