"""Texts of the procedures as one table for translators and spreadsheets, and back into the files.

Here: the rows, the table's form, what of a table fits, and writing it without touching anything else of a file. Not
here: what a list of words means to a procedure (`kiosk.procedures.files.translations`). Read `rows`, `table`,
`importing`.
"""
