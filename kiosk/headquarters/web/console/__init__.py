"""The staff's pages: server-made pages for cases and booths, ES modules for the call.

Here: templates, styles, scripts and the types they share with Python. Not here: rights; the desk refuses before a
page is made. Read `pages`, then ``static/call.js``.
"""
