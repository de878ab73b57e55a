"""The screens of a visit, from the big answers of the welcome to the number one takes home: one view for each.

Here: what QML shows of a `Visit`, and touches turned into its events. Not here: the next step, which the visit decides;
the questions of the form are in `asking`, the screens of a call in `views.call`. Read `welcome_view`, `pin_view`,
`review_view`.
"""
