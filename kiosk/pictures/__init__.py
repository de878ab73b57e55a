"""Pictures from outside: looked at by their first bytes, decoded only under limits and where a crash is cheap.

Here: what a header says, drawing a picture anew, and the process that does it for those who serve others. Not here:
pictures of our own making. Read `header`, `redraw`, `apart`.
"""
