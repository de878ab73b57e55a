"""The kinds of field, one class each: what fits, how it is kept, what can be wrong with it, how it reads in words.

A new kind of field is a class here, a row in `table`, a name in `kiosk.procedures.field_types`, and the board it is
answered with in the booth's views. Not here: whether a field is asked (`kiosk.procedures.standing`) and any screen.
Read `kind`, `table`, then the kind you look for.
"""
