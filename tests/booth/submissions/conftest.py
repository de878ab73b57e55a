"""What the tests of handing in share."""

from tests.printing.scheduler import scheduler

__all__ = ["scheduler"]
