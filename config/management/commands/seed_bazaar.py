"""``manage.py seed_bazaar``: staff, five sellers and their goods, through the same services as real ones.

Needs the registers and categories (``load_registers``, ``load_categories``).
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.roles.models import Role
from common import clock
from config.seed.bazaar import BAZAAR
from config.seed.goods import list_goods
from config.seed.people import make_owner, make_staff, onboard


class Command(BaseCommand):
    """Fill an empty bazaar; what is there already stays as it is."""

    help = "Make staff accounts, five sellers and their goods. Repeatable; for development only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        now = clock.now()
        staff = make_staff(now=now)
        for cast in BAZAAR:
            owner = make_owner(cast, now=now)
            seller = onboard(cast, owner=owner, reviewer=staff[Role.REVIEWER], now=now)
            for goods in cast.goods:
                list_goods(goods, seller=seller, owner=owner, moderator=staff[Role.MODERATOR], now=now)
            self.stdout.write(f"{seller.display_name}: {seller.status}, {len(cast.goods)} on sale")
