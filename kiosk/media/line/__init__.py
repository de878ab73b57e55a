"""The line of a call: what it carries, how it is measured, and what is sent over it in consequence.

Here: the estimate of its width, buffers against its jitter, figures of each second, the decision on size and rate. Not
here: devices and encoders. Read `quality`, `bandwidth`, `statistics`.
"""
