"""What a moderator may see: submitted and decided products of the moderator's states, drafts never."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Role, User
from accounts.roles.selectors import standing_grants
from common.errors import FieldIssue, NotFound
from marketplace.catalogue.models import Product
from marketplace.catalogue.selectors import gst_rates_on, with_details
from marketplace.catalogue.states import ProductStatus
from marketplace.moderation.checks import open_issues
from sellers.members.selectors import is_member


def products_for(moderator: User) -> QuerySet[Product]:
    """Products that were ever submitted, of sellers in the states for which the user is a moderator, unordered.

    Nobody without the role sees any; a superuser sees all.
    """
    seen = Product.objects.exclude(status=ProductStatus.DRAFT).filter(submitted_at__isnull=False)
    if moderator.is_superuser:
        return seen
    grants = standing_grants(moderator).filter(role=Role.MODERATOR)
    states = set(grants.values_list("state_id", flat=True))
    if not states:
        return seen.none()
    return seen if None in states else seen.filter(seller__state_id__in=states)


def product_to_review(moderator: User, product_id: UUID) -> Product:
    """One product with everything a moderator looks at; raises NotFound outside the moderator's states."""
    product = with_details(products_for(moderator)).filter(pk=product_id).first()
    if product is None:
        raise NotFound()
    return product


def may_decide(moderator: User, product: Product) -> bool:
    """Four eyes: a member of the seller's team may read along but not decide."""
    return not is_member(moderator, product.seller)


def publication_issues(product: Product, *, on: date) -> list[FieldIssue]:
    """What keeps the product from publication on a day (Indian calendar). One query beside the product's own."""
    return open_issues(product, gst_rates_on(on))
