"""The town's own papers (様式): which field stands in which box, as data beside a procedure's questions.

Here: the layout and what must be right in it. Not here: how it is filled and set, which is `kiosk.applications.papers`.
Read `layout`, then `check`, then `shelf`.
"""
