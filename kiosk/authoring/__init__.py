"""Writing procedures: what `kiosk procedures` does for whoever writes or mends one, and has never programmed.

Here: saying what is wrong in files and how to mend it, a file to begin with, what a resident will see, a table for
translators, walks that find where somebody gets stuck. Not here: what a procedure means (`kiosk.procedures`), and how
a booth shows it (`kiosk.booth`); both are asked. Read `cli`, `linting`.
"""
