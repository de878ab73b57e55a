"""Bundles: all files of a folder of procedures as one signed piece, from headquarters to its booths.

Here: which files there are, packing and unpacking them within bounds, signing and believing. Not here: where they are
kept, how they travel. Read `gathering`, `contents`, then `signed`.
"""
