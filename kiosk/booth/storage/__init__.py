"""The booth's disk: one SQLite file that survives a pulled plug.

Here: the store and its one writer, counts without persons, what is saved of a damaged file, and whether a visit was cut
off. Not here: what the rows mean; an application is sealed before it comes here. Read `store`, `database`, `schema`,
then `salvage`.
"""
