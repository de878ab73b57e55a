"""What many procedures cost: the next screen, the catalog, the papers; in towns of 20 and of 200.

Here: towns made of the delivered procedures, and figures over them. Not here: how long a booth takes to start. Read
`towns`, then any figure.
"""
