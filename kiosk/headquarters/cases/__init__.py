"""Cases (案件): applications in staff's hands, from receipt to erasure.

Here: intake, opening, the list and the single case, the card's signature on it, retention. Not here: who may look
(the desk in `kiosk.headquarters.web` asks first), and how a page shows it. Read `intake` and below it `envelopes` and
`submission_rows`, `opening`, `cases` and below it `case_list` and `case_view`.
"""
