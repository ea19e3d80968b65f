"""Re-exports of this room's models (Django looks for them here)."""

from accounts.addresses.models import Address
from accounts.consents.models import ConsentRecord
from accounts.notices.models import Notice
from accounts.people.models import User
from accounts.roles.models import Role, RoleGrant

__all__ = ["Address", "ConsentRecord", "Notice", "Role", "RoleGrant", "User"]
