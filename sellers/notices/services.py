"""Telling the people of a seller how its application stands."""

from __future__ import annotations

from datetime import datetime

from accounts.notices.services import notify
from sellers.members.selectors import users_to_tell
from sellers.profiles.models import Seller


def tell_seller(seller: Seller, *, template: str, now: datetime, **facts: str) -> None:
    """Write a notice to every owner and manager, in the caller's transaction; identifiers never go into it."""
    for user in users_to_tell(seller):
        notify(user=user, template=template, context={"seller": seller.display_name, **facts}, now=now)
