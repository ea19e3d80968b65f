"""Claim badges by naming register entries, and keep what is stored true to what the registers say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from common import audit
from common.locks import lock_in_order
from marketplace.badges.errors import BadgeRefused, RegisterEntryUnknown
from marketplace.badges.models import ProductBadge
from marketplace.badges.rules import Explanation
from marketplace.badges.selectors import explain, explain_gi_entry, explain_odop_entry, with_claims
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import Product
from marketplace.catalogue.services.listings import lock_editable, touch
from marketplace.catalogue.services.search_index import write_search_columns
from registry.models import GiEntry, OdopEntry

BATCH = 200


@transaction.atomic
def claim_badge(*, product_id: UUID, kind: BadgeKind, entry_id: UUID, now: datetime) -> ProductBadge:
    """Name the register entry that a product is, and store the badge if the registers bear it out.

    Raises RegisterEntryUnknown, BadgeRefused with the reason and the remedy, and what forbids edits of
    the listing; then nothing is stored. Repeating a claim returns the badge there is.
    """
    product = lock_editable(product_id)
    entry = _find_entry(kind, entry_id)
    if isinstance(entry, OdopEntry):
        verdict, column = explain_odop_entry(product, entry), "odop_entry"
    else:
        verdict, column = explain_gi_entry(product, entry), "gi_entry"
    if not verdict.holds:
        raise BadgeRefused(
            f"{verdict.reason} {verdict.remedy}".strip(), pointer="/entry", reason=verdict.reason, remedy=verdict.remedy
        )
    setattr(product, column, entry)
    touch(product, fields=[column])
    write_search_columns(product)
    badge = _store(product, verdict, now=now)
    assert badge is not None  # the verdict holds
    return badge


@transaction.atomic
def withdraw_claim(*, product_id: UUID, kind: BadgeKind, now: datetime) -> None:
    """Name no entry any more; the badge ends. Raises what forbids edits of the listing."""
    product = lock_editable(product_id)
    column = "odop_entry" if kind == BadgeKind.ODOP else "gi_entry"
    setattr(product, column, None)
    touch(product, fields=[column])
    write_search_columns(product)
    _store(product, explain(product, kind), now=now)


def _find_entry(kind: BadgeKind, entry_id: UUID) -> OdopEntry | GiEntry:
    entry: OdopEntry | GiEntry | None
    if kind == BadgeKind.ODOP:
        entry = OdopEntry.objects.select_related("district__state").filter(pk=entry_id).first()
    else:
        entry = GiEntry.objects.prefetch_related("states", "districts").filter(pk=entry_id).first()
    if entry is None:
        raise RegisterEntryUnknown(pointer="/entry")
    return entry


def evaluate_product(product: Product, *, now: datetime) -> list[ProductBadge]:
    """Bring the stored badges of a locked product in line with the registers; returns those it carries."""
    badges = [_store(product, explain(product, kind), now=now) for kind in BadgeKind]
    return [badge for badge in badges if badge is not None]


def reevaluate_products(product_ids: Iterable[UUID], *, now: datetime) -> int:
    """Bring the badges of many products in line, a batch in a transaction; returns how many there were."""
    ids = sorted(product_ids)
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            batch = Product.objects.filter(pk__in=ids[start : start + BATCH])
            lock_in_order(batch)
            for product in with_claims(batch).order_by("pk"):
                evaluate_product(product, now=now)
    return len(ids)


def _store(product: Product, verdict: Explanation, *, now: datetime) -> ProductBadge | None:
    """End a badge that no longer holds or rests on another entry; begin the one that does."""
    standing = ProductBadge.objects.filter(product=product, kind=verdict.kind, ended_at__isnull=True).first()
    if standing is not None and verdict.holds and standing.entry.pk == verdict.entry:
        return standing
    if standing is not None:
        reason = "The product names another entry now." if verdict.holds else verdict.reason
        _end(standing, reason=reason, now=now)
    return _award(product, verdict, now=now) if verdict.holds else None


def _end(badge: ProductBadge, *, reason: str, now: datetime) -> None:
    badge.ended_at, badge.end_reason = now, reason[:400]
    badge.save(update_fields=["ended_at", "end_reason", "updated_at"])
    audit.record(actor=None, action="marketplace.badge_ended", target=badge, data={"reason": reason}, now=now)


def _award(product: Product, verdict: Explanation, *, now: datetime) -> ProductBadge:
    is_odop = verdict.kind == BadgeKind.ODOP
    badge = ProductBadge.objects.create(
        product=product,
        kind=verdict.kind,
        odop_entry=product.odop_entry if is_odop else None,
        gi_entry=None if is_odop else product.gi_entry,
        reason=verdict.reason[:400],
        awarded_at=now,
    )
    audit.record(actor=None, action="marketplace.badge_awarded", target=badge, data={"reason": verdict.reason}, now=now)
    return badge
