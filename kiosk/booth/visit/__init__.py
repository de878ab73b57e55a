"""A visit: one resident's use of the booth, from the first touch to forgetting.

Here: the stages a screen can show, the rules that lead from one to the next, and the runner that carries them out.
Not here: Qt, SQL, sockets, and the call beside it. What a visit acts on is asked for in `ports`. Read `stages`,
`events`, `decide`, then the rules by subject: `errands`, `card`, `form` (with `asking`), `signing`, `stored`,
and `identity` for who it is.
"""
