"""Measuring: each figure of the counter beside a peer or the bare floor, as a ratio of one run on one machine."""
