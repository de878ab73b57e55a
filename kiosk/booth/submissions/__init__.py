"""What residents handed in, from the last touch to headquarters' receipt.

Here: making, sealing and storing an application, the slip in the hand, and the courier that carries what waits. Not
here: whether a resident may hand in (`kiosk.booth.visit`), and reading back what was sealed: nobody can. Read
`submitter`, `outbox`, `courier`.
"""
