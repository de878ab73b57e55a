"""The staff's pages: server-made pages for cases and booths, ES modules for the call."""
