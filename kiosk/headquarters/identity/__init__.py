"""Who somebody is, as surely as headquarters can know it.

Here: nonces, proofs, taps, evidence and the level it reaches, in words for staff. Not here: the card and its
certificates as such (`kiosk.card`, `kiosk.jpki`); nothing of a person is kept but findings. Read `verifier`,
`evidence`, `assurance`.
"""
