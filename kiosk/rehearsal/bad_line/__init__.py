"""A bad line for rehearsal, training and figures: packets late, lost, too many for a thin line, or cut off.

Here: what happens to a packet (`way`, pure), settings with names (`conditions`, `profiles`), and the edge that carries
real packets between two network namespaces. Not here: what is sent over it. Read `way`, `carrier`, then `running`.
"""
