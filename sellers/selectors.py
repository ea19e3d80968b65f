"""What other rooms ask about sellers."""

from sellers.bank.selectors import account_in_force
from sellers.members.rights import MemberRole, Right
from sellers.members.selectors import (
    is_member,
    member_users,
    require_member_right,
    role_in,
    seller_for,
    sellers_of,
    sellers_with_right,
)
from sellers.profiles.selectors import live_sellers

__all__ = [
    "MemberRole",
    "Right",
    "account_in_force",
    "is_member",
    "live_sellers",
    "member_users",
    "require_member_right",
    "role_in",
    "seller_for",
    "sellers_of",
    "sellers_with_right",
]
