"""A preview: everything a procedure shows and prints, as pictures on one page, before any resident meets it.

Here: choosing the screens, drawing them with the booth's own pages, the papers, the page that shows all. Not here:
whether the file is right (`kiosk.authoring.linting`). Read `making`, `shots`, `pictures`.
"""
