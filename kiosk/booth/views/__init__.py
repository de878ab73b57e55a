"""View-models: they hold the last state for QML and turn touches into events; they never decide.

Here: one view for each screen or part of it, icons, words, and the window; how texts are drawn is in `letters`. Not
here: the disk, the line, the reader. A view tells QML only what is shown otherwise than before (`view`). Read
`booth_view`, `named_views`, `page_views`, then the view of the screen you look for.
"""
