"""Forms, answers and checks: what a resident can get done, decided without I/O but reading configuration.

Five nouns: a *procedure* is what can be done, from a file; its *pages* ask for *answers*, each with its source; a
*check* looks at answers and finds *problems*; the *shared form* is one set of answers with two writers. Not here:
screens, cards, sockets. Read `procedure`, `fields` (with `field_types`), `shared_form`, `standing`, `navigation`;
`catalog` holds all that a folder says.
"""
