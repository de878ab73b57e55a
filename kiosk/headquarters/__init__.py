"""Headquarters (本庁): receives submissions, connects calls, and keeps who saw what.

Five nouns: a *door* is where others come in (staff, booths); the *desk* is all the console's pages need; *intake*
receives, *routing* chooses and the *switchboard* connects; a *case* is an application in staff's hands; the *audit*
remembers. Read `app` first.
"""
