"""Reads of sellers that every room may use."""

from __future__ import annotations

from sellers.profiles.models import Seller, SellerQuerySet


def live_sellers() -> SellerQuerySet:
    """Approved sellers with their place, by name."""
    return Seller.objects.live().with_place().order_by("display_name", "id")
