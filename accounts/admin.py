"""Table of contents of this room's screens on the staff console."""

from accounts.notices.admin import NoticeAdmin
from accounts.people.admin import UserAdmin
from accounts.roles.admin import RoleGrantAdmin

__all__ = ["NoticeAdmin", "RoleGrantAdmin", "UserAdmin"]
