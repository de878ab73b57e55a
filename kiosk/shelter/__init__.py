"""An evacuation shelter (避難所): who is there, as a register that several booths keep and bring together.

A register is a set of records that are never changed: a family as it told of itself, and each time it went out or came
back. Two registers become one by putting their records together, in any order and as often as one likes; what stands
now (`register`) is reckoned from the set alone, so booths that have met know the same. A card is remembered by a keyed
hash of its certificate, and brings records of one family together. Nobody needs a card, a name or a line.

What is kept how long: while the shelter is open the register lies sealed on the booths that keep it; each arrival also
goes to headquarters as an application, which keeps it as the law of disasters asks (災害対策基本法90条の3, the days in
the procedure's file). When the shelter ends the booth destroys register and key at once.

Who asks to be hidden is counted, and is on no list by name: neither on the desk's nor among those the desk may tell
of. Who did not agree to be told of is on the desk's list only (86条の15 leaves 安否 to the person's own will).

Not here: disk, card reader, paper and screen of a booth, and headquarters' page; both programs read this room. Read
`people`, `records`, `register`, then `counting`, `lists`, `marks` and `handover`.
"""
