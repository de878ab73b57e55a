"""The booth as the desk of an evacuation shelter (避難所): who may open it, who comes in, goes out and comes back.

It is a mode of the booth with a register of its own, and arrival is a procedure like any other (hinan): its questions,
languages, review, slip and hand-in are the visit's. While the shelter is open the welcome screen is another one, the
card page and the signature fall away, and what is handed in is written into the register in the same transaction.

Who may: an installer prepares the booth beforehand (``kiosk shelter prepare``) and gets a code of ten digits for an
envelope at the place. Whoever has it opens the shelter at the booth, reads the register, prints, hands over and ends
it; an installer opens it without the code (``kiosk shelter open``). None of it needs a line.

What lies on the disk: each record sealed to a key of the register, whose private half is locked with the code. So after
a cut of power families come, go and come back as before, and nothing can be read until somebody gives the code. A card
tells no name without a number: it is only remembered, by a keyed hash of the certificate it shows to everybody.

Not here: what a register means (`kiosk.shelter`), and what is shown (`kiosk.booth.views`). Read `desk`,
`events`, `decide`, `hosting`, then `intake`, `kept`, `lock`, `register_file`, `exchange`, `paper` and `runner`.
"""
