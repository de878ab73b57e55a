"""The booth: one resident at a time, one screen, one card, one call.

Five nouns: a *visit* is a pure state machine whose *stage* the screen shows; its *runner* carries commands out; a
*view* shows state and posts events; the *outbox* keeps sealed submissions until headquarters gave a receipt; the *link*
is the WebSocket to headquarters. Start reading at ``app.py``.
"""
