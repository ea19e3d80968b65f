"""Reads of badges: what a product carries, and why or why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from common.errors import NotFound
from marketplace.badges.models import ProductBadge
from marketplace.badges.rules import (
    Explanation,
    GiClaim,
    OdopClaim,
    Origin,
    Place,
    contradiction_of,
    explain_gi,
    explain_odop,
)
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import Product
from marketplace.catalogue.selectors import published_products
from registry.models import District, GiEntry, OdopEntry
from registry.selectors import gi_area_holds, odop_entries_of


def badges_of(product: Product) -> list[ProductBadge]:
    """The badges a product carries now, with their register entries, ODOP before GI. One query."""
    rows = ProductBadge.objects.filter(product=product, ended_at__isnull=True)
    return sorted(rows.select_related("odop_entry", "gi_entry"), key=lambda badge: badge.kind, reverse=True)


def explain(product: Product, kind: BadgeKind) -> Explanation:
    """Whether the registers give the product this badge now, and why or why not."""
    if kind == BadgeKind.ODOP:
        return explain_odop_entry(product, product.odop_entry)
    return explain_gi_entry(product, product.gi_entry)


def explain_all(product: Product) -> list[Explanation]:
    """Every kind, explained for one product."""
    return [explain(product, kind) for kind in BadgeKind]


def explain_odop_entry(product: Product, entry: OdopEntry | None) -> Explanation:
    """What the ODOP rule says if the product named this entry."""
    claim = None if entry is None else _odop_claim(product, entry)
    there = product.origin_district
    suggestions = _names(odop_entries_of(there)) if there else []
    return explain_odop(claim, _origin(product), suggestions)


def explain_gi_entry(product: Product, entry: GiEntry | None) -> Explanation:
    """What the GI rule says if the product named this entry."""
    claim = None if entry is None else _gi_claim(product, entry)
    there = product.origin_district
    suggestions = _names(_registered_gis_of(there)) if there else []
    return explain_gi(claim, _origin(product), suggestions)


def _origin(product: Product) -> Origin:
    district = product.origin_district
    return Origin(product.country_of_origin, _place(district) if district is not None else None)


def _place(district: District) -> Place:
    return Place(district.name, district.state.name)


def _names(entries: Iterable[OdopEntry | GiEntry]) -> Sequence[str]:
    return list(dict.fromkeys(str(entry) for entry in entries))


def _registered_gis_of(district: District) -> QuerySet[GiEntry]:
    return GiEntry.objects.filter(districts=district, status="registered", is_foreign=False).order_by("name", "id")[:10]


def _odop_claim(product: Product, entry: OdopEntry) -> OdopClaim:
    return OdopClaim(
        entry=entry.pk,
        name=entry.product_name,
        place=_place(entry.district),
        is_active=entry.is_active,
        is_of_origin=entry.district_id == product.origin_district_id,
        source=f"{entry.source}, {entry.source_date:%B %Y}",
        contradiction=_contradiction(product, kind=entry.sector, name=entry.product_name),
    )


def _contradiction(product: Product, *, kind: str, name: str) -> str:
    category = product.category
    return contradiction_of(
        kind=kind, name=name, is_food=category.is_food, branch=category.ancestor_slugs[0], category=category.name
    )


def _gi_claim(product: Product, entry: GiEntry) -> GiClaim:
    there = product.origin_district
    verdict = gi_area_holds(entry, there) if there is not None else None
    districts = sorted(district.name for district in entry.districts.all())
    states = sorted(state.name for state in entry.states.all())
    return GiClaim(
        entry=entry.pk,
        name=str(entry),
        is_registered=entry.status == "registered",
        is_foreign=entry.is_foreign,
        area=", ".join(districts or states) or "unknown",
        area_holds=verdict is not None and verdict.holds,
        basis=verdict.basis if verdict is not None else "unknown",
        source=f"{entry.source}, {entry.source_date:%B %Y}",
        contradiction=_contradiction(product, kind=entry.goods_type, name=entry.name),
    )


def with_claims(products: QuerySet[Product]) -> QuerySet[Product]:
    """Products with everything the rules read of them."""
    return products.select_related(
        "category", "origin_district__state", "odop_entry__district__state", "gi_entry"
    ).prefetch_related("gi_entry__states", "gi_entry__districts")


def public_product_to_explain(product_id: UUID) -> Product:
    """A published product with what the rules read; raises NotFound."""
    product = with_claims(published_products()).filter(pk=product_id).first()
    if product is None:
        raise NotFound("There is no such product on sale.")
    return product


def products_with_claims() -> QuerySet[Product, UUID]:
    """Ids of the products that name an entry or carry a badge, in key order."""
    claimed = Q(odop_entry__isnull=False) | Q(gi_entry__isnull=False)
    carrying = Q(pk__in=ProductBadge.objects.filter(ended_at__isnull=True).values("product"))
    return Product.objects.filter(claimed | carrying).order_by("pk").values_list("pk", flat=True)


def products_touching(*, odop_entries: Iterable[UUID] = (), gi_entries: Iterable[UUID] = ()) -> QuerySet[Product, UUID]:
    """Ids of the products that name one of these register entries, in key order."""
    named = Q(odop_entry__in=list(odop_entries)) | Q(gi_entry__in=list(gi_entries))
    return Product.objects.filter(named).order_by("pk").values_list("pk", flat=True)


def products_touched_since(moment: datetime) -> set[UUID]:
    """Ids of the products whose named entry or district of origin was written at or after a moment."""
    lenders = {"odop_entry": OdopEntry, "gi_entry": GiEntry, "origin_district": District}
    claimed = Product.objects.filter(pk__in=products_with_claims())
    found: set[UUID] = set()
    for column, lender in lenders.items():
        written = lender._default_manager.filter(updated_at__gte=moment)
        found.update(claimed.filter(**{f"{column}__in": written}).values_list("pk", flat=True))
    return found
