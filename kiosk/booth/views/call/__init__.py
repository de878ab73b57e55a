"""The call on the screen.

Here: who talks, the form beside the face, the card staff ask for, and both pictures. Not here: what a call does
(`kiosk.booth.call`), and the pages of the visit behind it. Read `call_view`, then `video_feed`.
"""
