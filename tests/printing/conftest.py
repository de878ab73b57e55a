"""A scheduler for every test that needs one."""

from tests.printing.scheduler import scheduler

__all__ = ["scheduler"]
