"""Who a visit is about: what was found out, by which card, how surely, and how a card proves or finds its owner.

Here: rules for proof, tap and identity from outside the PIN pad, and what they share. Not here: reading a card with its
PIN, which is an errand like others (`visit.card`). Read `identity_events`, `insertions`, then `proof` and `tap`.
"""
