"""The screens of a booth that is a shelter's desk: for families, and for whoever keeps the desk.

Not here: what a touch leads to (`kiosk.booth.shelter`). Read `shelter_view`, `desk_view`, `desk_rows`.
"""
