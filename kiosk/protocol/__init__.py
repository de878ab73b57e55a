"""Every message between booth, headquarters and console, and nothing else.

Five nouns: an *identifier* names one thing; a *message* is one JSON object with a ``kind``; a *link* is the booth's
WebSocket and a *line* the console's; a *submission* is a sealed application in its envelope; the *epoch* of a call
is the fencing token that makes late messages of an earlier answerer harmless. Not here: sockets, and what a message
leads to. Read `model`, `message`, then the messages by subject, and `outgoing`: what waits to be sent.
"""
