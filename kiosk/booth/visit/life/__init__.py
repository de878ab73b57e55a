"""A life event in a visit: its questions, the list of what to do, and one procedure after another.

Not here: what follows from which answer (`kiosk.procedures.life`). Read `plan`, then `planning`.
"""
