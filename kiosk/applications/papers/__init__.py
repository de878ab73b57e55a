"""Papers: what stands where on the paper of an application, filled or blank, as the templates read it.

Here: a layout and answers become boxes. Not here: typst and fonts (`kiosk.applications.typesetting`).
Read `filling`, then `boxes`, `general` and `blank`.
"""
