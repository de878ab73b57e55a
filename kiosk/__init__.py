"""The remote counter (遠隔行政窓口): booths at branch offices, one headquarters.

Five nouns carry the product. A *booth* is the machine a resident touches. *Headquarters* receives what is handed in
and answers calls. A *visit* is one resident's use of a booth, from first touch to forgetting. An *application* is
everything handed in together; sealed, it is a *submission*. A *call* joins a booth and a staff member.
Start reading at ``kiosk/booth/app.py`` and ``kiosk/headquarters/app.py``.
"""

__version__ = "0.1.0"
