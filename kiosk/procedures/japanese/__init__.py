"""Japanese data: eras, kana, names with variants, addresses, telephone numbers, ruby. Names are never normalised.

Not here: words for a screen, and anything that asks another machine. Read the module of the data you look for.
"""
