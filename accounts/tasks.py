"""Table of contents of this room's background work."""

from accounts.notices.tasks import deliver_notice

__all__ = ["deliver_notice"]
