"""Paper: printers, and what can go wrong with them."""
