"""How texts are drawn: which font for which language, names with their variants, ruby over kanji.

Not here: which text, and where it stands. Read `fonts`, `ruby`, then the items QML places: `ruby_text`, `name_text`.
"""
