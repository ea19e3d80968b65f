"""Live sellers for the public."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from common.errors import NotFound
from sellers.profiles.models import Seller, SellerQuerySet
from sellers.profiles.selectors import live_sellers


def public_sellers(
    *, q: str = "", state: UUID | None = None, district: UUID | None = None, kind: str = ""
) -> SellerQuerySet:
    """Live sellers whose name holds ``q``, by place and kind. One query."""
    wanted = Q()
    if q:
        wanted &= Q(display_name__icontains=q) | Q(legal_name__icontains=q)
    if state is not None:
        wanted &= Q(state_id=state)
    if district is not None:
        wanted &= Q(district_id=district)
    if kind:
        wanted &= Q(kind=kind)
    return live_sellers().filter(wanted)


def public_seller(slug: str) -> Seller:
    """One live seller by its address; raises NotFound for any other. One query."""
    seller = live_sellers().filter(slug=slug).first()
    if seller is None:
        raise NotFound
    return seller
