"""Paper: printers, and what can go wrong with them.

Here: one port, a folder of PDFs and a CUPS queue behind it. Not here: what stands on the paper
(`kiosk.applications.slip`, `.document`). Read `printer`, `outcome`, `lpstat` (pure), `cups`.
"""
