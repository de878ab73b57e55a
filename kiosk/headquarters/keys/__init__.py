"""The keys of headquarters: its authority, and the keys applications are sealed to.

Here: making, keeping and loading them, and the certificates they vouch for. Not here: any route or table; a lost
folder of keys is a lost town, so as little as possible touches it. Read `authority`, then `sealing_keys`.
"""
