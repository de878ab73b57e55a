"""Life events (ライフイベント): what happened to somebody, and everything that is to be done because of it.

Not here: the forms themselves, which are procedures, and any screen. Read `life_event`, `todo`, then `carrying`, by
which nothing is asked twice.
"""
