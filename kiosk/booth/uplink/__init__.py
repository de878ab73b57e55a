"""The line to headquarters and who this booth is on it.

Here: the device's key and certificate, the WebSocket that comes back by itself, questions about identity. Not here:
what the messages mean for a visit or a call. Nothing but `http` knows the library below it. Read `device_identity`,
`http`, then `link`.
"""
