"""Headquarters (本庁): receives submissions, connects calls, and keeps who saw what.

Rooms, from the top: `web` is both doors and the console; `calls` chooses and connects; `cases` receives, opens and
keeps applications; `identity` says who somebody is; `fleet` is the booths, `staff` the people; `insights` counts;
`keys` and `storage` are the floor. Not here: anything of Qt, media or a reader. Read `app`, which joins the rooms.
"""
