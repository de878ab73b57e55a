"""The cards and the moment of the card's tests, for the certificates on them."""

from tests.card.conftest import cards, integrity_folder, now

__all__ = ["cards", "integrity_folder", "now"]
