"""`kiosk check`: what is there and what is missing on a machine, for whoever installs it.

Here: one finding for each part, each with what to do about it. Not here: mending anything, and anything a resident
sees. Read `findings`, then `cli`.
"""
