"""The files of a card as bytes: their tags, what they say, and whether their issuer signed them.

Here: parsing, strict and bounded, and the checks over parsed files. Not here: commands and PINs; those are in
`card.mynumber`. Read `tlv`, `identity_file`, `face_file`, `integrity`.
"""
