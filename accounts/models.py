"""Re-exports of this room's models (Django looks for them here)."""

from accounts.people.models import User

__all__ = ["User"]
