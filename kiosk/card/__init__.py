"""The IC card: what lies on the reader, its holder's identity, and every way reading can fail.

Each child of the house reads alike: `reader` is the face the booth sees, `reader_child` the process behind it,
`messages` what passes between them. Here: commands, files and flows of a card, and the sentence for each fault. Not
here: whether a certificate is to be believed (`kiosk.jpki`). Read `card`, `mynumber`, `reader`.
"""
