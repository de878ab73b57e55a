"""The call on bad lines: our booth beside Chromium to Chromium, over one line, row by row.

Not here: the line (`kiosk.rehearsal.bad_line`), and what a call needs anywhere (`kiosk.bench.calls`). Read `rows`, then
`one_call`; `seeing`, `hearing` and `likeness` say what of it can be seen and heard.
"""
