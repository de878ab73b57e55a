"""Virtual cards: invented holders, their files and keys, and the reader and its service on which they lie.

Here: a card that answers real commands, faults on the way to it, the hand that lays it down. Not here: the code that
reads cards, which knows nothing of these. Read `profiles`, `virtual_card`, `pcscd`.
"""
