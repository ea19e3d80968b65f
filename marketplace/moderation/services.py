"""Submit, decide and take down products: each under the product's row lock, each with its history row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.notices.services import notify
from common import audit
from common.clock import ist_date
from common.errors import StaleEdit
from common.states import StateMachine
from marketplace.badges.services import evaluate_product
from marketplace.catalogue.errors import ProductMoveRefused
from marketplace.catalogue.models import Product, ProductMove
from marketplace.catalogue.services.listings import lock_product, touch
from marketplace.catalogue.services.search_index import write_search_columns
from marketplace.catalogue.states import PRODUCT_MOVES, ProductStatus
from marketplace.moderation import notices
from marketplace.moderation.errors import (
    DecisionReasonMissing,
    OwnProductReview,
    ProductIncomplete,
    ProductNotUnderReview,
)
from marketplace.moderation.selectors import may_decide, product_to_review, publication_issues
from sellers.members.selectors import users_to_tell

MACHINE = StateMachine(PRODUCT_MOVES, ProductMove, ProductMoveRefused)
SHORTEST_REASON = 10


@transaction.atomic
def submit_product(*, product_id: UUID, actor: User, now: datetime, revision: int | None = None) -> Product:
    """Hand a product in for review.

    Raises ProductIncomplete naming everything that is missing, ProductMoveRefused from where it stands,
    StaleEdit when ``revision`` is given and old; then nothing changes.
    """
    product = lock_product(product_id)
    if revision is not None and product.revision != revision:
        raise StaleEdit()
    if MACHINE.allows(product, ProductStatus.SUBMITTED):
        _refuse_incomplete(product, now=now)
    MACHINE.move_to(product, ProductStatus.SUBMITTED, actor=actor, now=now)
    product.submitted_at = now
    touch(product, fields=["submitted_at"])
    return product


@transaction.atomic
def withdraw_product(*, product_id: UUID, actor: User, now: datetime) -> Product:
    """Take a submitted product back to edit it; raises ProductMoveRefused when it is not submitted."""
    return _move(product_id, ProductStatus.DRAFT, actor=actor, now=now)


@transaction.atomic
def unpublish_product(*, product_id: UUID, actor: User, now: datetime) -> Product:
    """Take a published product out of the window; raises ProductMoveRefused when it is not published."""
    return _move(product_id, ProductStatus.UNPUBLISHED, actor=actor, now=now)


def _move(product_id: UUID, to: ProductStatus, *, actor: User, now: datetime) -> Product:
    product = lock_product(product_id)
    MACHINE.move_to(product, to, actor=actor, now=now)
    touch(product)
    return product


def approve_product(*, product_id: UUID, moderator: User, now: datetime, note: str = "") -> Product:
    """Publish a submitted product with the badges the registers give it on this day; the seller is told.

    Raises NotFound outside the moderator's states, OwnProductReview, ProductNotUnderReview, and
    ProductIncomplete when something was lost since the submission.
    """
    with _decision(product_id, moderator) as product:
        _refuse_incomplete(product, now=now)
        product.published_at = product.published_at or now
        touch(product, fields=["published_at"])
        MACHINE.move_to(product, ProductStatus.PUBLISHED, actor=moderator, reason=note, now=now)
        evaluate_product(product, now=now)
        write_search_columns(product)
        _tell_seller(product, template=notices.PUBLISHED.name, moderator=moderator, now=now)
    return product


def request_changes(*, product_id: UUID, moderator: User, reason: str, now: datetime) -> Product:
    """Send a submitted product back with what to change; raises as ``approve_product``, and DecisionReasonMissing."""
    return _turn_down(
        product_id,
        ProductStatus.CHANGES_REQUESTED,
        template=notices.CHANGES_REQUESTED.name,
        moderator=moderator,
        reason=reason,
        now=now,
    )


def reject_product(*, product_id: UUID, moderator: User, reason: str, now: datetime) -> Product:
    """Refuse a submitted product for good; raises as ``approve_product``, and DecisionReasonMissing."""
    return _turn_down(
        product_id,
        ProductStatus.REJECTED,
        template=notices.REJECTED.name,
        moderator=moderator,
        reason=reason,
        now=now,
    )


def _turn_down(
    product_id: UUID, to: ProductStatus, *, template: str, moderator: User, reason: str, now: datetime
) -> Product:
    if len(reason.strip()) < SHORTEST_REASON:
        raise DecisionReasonMissing(pointer="/reason")
    with _decision(product_id, moderator) as product:
        MACHINE.move_to(product, to, actor=moderator, reason=reason, now=now)
        touch(product)
        _tell_seller(product, template=template, moderator=moderator, reason=reason, now=now)
    return product


@contextmanager
def _decision(product_id: UUID, moderator: User) -> Iterator[Product]:
    """The product's row, locked, submitted, and not of the moderator's own team. The second of two waits here."""
    with transaction.atomic():
        product_to_review(moderator, product_id)
        product = lock_product(product_id)
        if not may_decide(moderator, product):
            raise OwnProductReview()
        if product.status != ProductStatus.SUBMITTED:
            raise ProductNotUnderReview(status_now=product.status)
        yield product


def _refuse_incomplete(product: Product, *, now: datetime) -> None:
    issues = publication_issues(product, on=ist_date(now))
    if issues:
        raise ProductIncomplete(errors=issues)


def _tell_seller(product: Product, *, template: str, moderator: User, now: datetime, reason: str = "") -> None:
    """Write a notice to every owner and manager and the audit event, in the decision's transaction."""
    context = {"product": product.title, "seller": product.seller.display_name, "reason": reason}
    for user in users_to_tell(product.seller):
        notify(user=user, template=template, context=context, now=now)
    data = {"status": str(product.status), "reason": reason}
    audit.record(actor=moderator, action="marketplace.product_decided", target=product, data=data, now=now)
