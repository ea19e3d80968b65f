"""Table of contents of this room's background work."""

from accounts.notices.tasks import deliver_notice
from accounts.signin.tasks import forget_ended_sessions, forget_unconfirmed_sign_ups

__all__ = ["deliver_notice", "forget_ended_sessions", "forget_unconfirmed_sign_ups"]
