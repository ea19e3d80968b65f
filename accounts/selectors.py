"""What other rooms ask about people."""

from accounts.consents.selectors import allows_marketing
from accounts.roles.selectors import has_role, is_staff_member

__all__ = ["allows_marketing", "has_role", "is_staff_member"]
