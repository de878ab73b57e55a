"""Typing by touch: what a key does to a text, apart from any screen."""
