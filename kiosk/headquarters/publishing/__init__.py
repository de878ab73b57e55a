"""Publishing: the procedures of this headquarters as signed bundles, for itself and for every booth.

Here: giving a bundle its number and keeping it, knowing the newest, working by it. Not here: whether a folder may be
published (`kiosk.authoring.publishing`), and who is told (`web`). Read `published`, then `in_force`.
"""
