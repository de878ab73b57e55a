"""The line of a call: what it carries, how it is measured, and what is sent over it in consequence.

Here: the estimate of its width, buffers against its jitter, figures of each second, the decision on size and rate. Not
here: devices and encoders. Read `quality` and `decoding` for whether the line stands, `estimate`, `picture` and `voice`
for what is sent over it, then the edges: `opening`, `outgoing`, `bandwidth` (what comes in).
"""
