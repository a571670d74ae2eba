"""What bodies decided, meet about and promise, by noun."""

from khabuan.meetings.models.resolutions import Resolution

__all__ = ["Resolution"]
