"""One question of the form on the screen, however it is answered: cards, numbers, boards, an account, several people.

Not here: which question comes and which parts it has (`kiosk.booth.visit.asking`, `kiosk.procedures.navigation`), and
what a key does to a text (`kiosk.booth.typing`). Read `question_view` with `question_rows`, then `typing_view` for what
is typed; `account_view`, `slot_rows` and `entering_view` for what takes several screens.
"""
