"""The IC card: what lies on the reader, its holder's identity, and every way reading can fail."""
