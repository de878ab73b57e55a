"""The whole counter on one machine: headquarters, one enrolled booth, a virtual card, a scripted resident and staff.

`counter.py` puts the programs together, each a process of its own as in a town; `story.py` plays a visit, a call
and a broken line on them through the real screens; `summary.py` is what was measured on the way.
"""
