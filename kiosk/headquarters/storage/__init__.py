"""The store of headquarters: tables, their steps through the versions, and the audit.

Here: two verbs, `read` and `write`, on SQLite or PostgreSQL. Not here: what a row is for; each room writes its own.
Read `tables`, `store`, `audit`.
"""
