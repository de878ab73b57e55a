"""What a life event shows: the list of what is to be done.

Not here: what follows from which answer (`kiosk.procedures.life`), and the questions. Read `planning_view`.
"""
