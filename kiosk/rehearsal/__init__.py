"""The rehearsal: virtual parts that stand in for people, cards and devices, clearly marked and never in production.

Here: a card, a reader's service, a camera, a voice, a bad line, a resident and staff driven by a program. Not here: any
shortcut; each is attached where the real one is. Read `card.virtual_card`, `booth_control`, `finger`.
"""
