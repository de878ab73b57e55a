"""What is handed in: the application, its sealed and signed form, its number and its papers.

Here: canonical bytes, sealing, the booth's signature, attachments, the paper and the slip. Not here: who may hand
in, how it travels, what staff do with it. Read `application`, `sealing`, `signature`, then `document`.
"""
