"""The call measured: our booth and console beside Chromium to Chromium, on one machine, in turns.

Not here: what the figures are called and which goals they have (`kiosk.bench.figures`). Read `call`, then `booth_half`
and `chromium` for the two sides, `looking` for how a picture's age is seen.
"""
