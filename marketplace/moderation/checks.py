"""What a product must have before a moderator sees it: every missing thing with its pointer and remedy.

Declarations: Legal Metrology (Packaged Commodities) Rules 2011, rule 6(10): maker or packer with address,
generic name, net quantity, consumer-care contact, country of origin. Food: Food Safety and Standards Act
2006, s. 31 (licence). MRP against price is held by the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from common.errors import FieldIssue
from marketplace.catalogue.errors import GstRateUnknown
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.rates import RateTable
from media.images.states import ImageStatus

SHORTEST_DESCRIPTION = 30


@dataclass(frozen=True)
class Check:
    """One thing a product must have; ``is_met`` reads the product, ``remedy`` tells the seller what to add."""

    pointer: str
    code: str
    remedy: str
    is_met: Callable[[Product], bool]


def _has_contact(product: Product) -> bool:
    return bool(product.consumer_care_phone or product.consumer_care_email)


def _has_maker(product: Product) -> bool:
    return bool(product.maker_name and product.maker_address)


def _has_packer(product: Product) -> bool:
    return bool(product.packer_name and product.packer_address)


CHECKS: tuple[Check, ...] = (
    Check("/seller", "seller_not_approved", "Wait until your seller profile is approved.", lambda p: p.seller.is_live),
    Check("/category", "category_closed", "Choose a category that is open.", lambda p: p.category.is_active),
    Check(
        "/description",
        "description_too_short",
        f"Describe the product in at least {SHORTEST_DESCRIPTION} characters: material, technique, use.",
        lambda p: len(p.description) >= SHORTEST_DESCRIPTION,
    ),
    Check(
        "/origin_district",
        "origin_missing",
        "State the district where it is made.",
        lambda p: p.origin_district is not None and p.origin_district.is_active,
    ),
    Check("/hsn", "hsn_missing", "Give the HSN code of the product.", lambda p: bool(p.hsn)),
    Check("/generic_name", "generic_name_missing", "Say in a word or two what it is.", lambda p: bool(p.generic_name)),
    Check(
        "/net_quantity",
        "net_quantity_missing",
        "Give the net quantity and its unit, for example 1 piece or 250 g.",
        lambda p: p.net_quantity is not None and bool(p.net_quantity_unit),
    ),
    Check(
        "/maker_name",
        "maker_missing",
        "Give name and address of the maker, or of the packer.",
        lambda p: _has_maker(p) or _has_packer(p),
    ),
    Check(
        "/consumer_care_name",
        "consumer_care_missing",
        "Name the person or office that consumers can turn to, with phone or e-mail.",
        lambda p: bool(p.consumer_care_name) and _has_contact(p),
    ),
    Check(
        "/seller",
        "fssai_missing",
        "Food needs an FSSAI licence: add its number to your seller profile.",
        lambda p: not p.category.is_food or bool(p.seller.fssai_number),
    ),
    Check(
        "/shelf_life_days",
        "shelf_life_missing",
        "Food needs a shelf life in days.",
        lambda p: not p.category.is_food or p.shelf_life_days is not None,
    ),
)


def open_issues(product: Product, rates: RateTable) -> list[FieldIssue]:
    """Everything that keeps the product from publication, in the order of the form; empty when nothing does.

    Reads seller, category, origin, variants and pictures of the product (see ``selectors.with_details``).
    """
    issues = [FieldIssue(c.pointer, c.code, c.remedy) for c in CHECKS if not c.is_met(product)]
    return [*issues, *_variant_issues(product, rates), *_picture_issues(product)]


def _variant_issues(product: Product, rates: RateTable) -> Iterator[FieldIssue]:
    active = [variant for variant in product.variants.all() if variant.is_active]
    if not active:
        yield FieldIssue("/variants", "variant_missing", "Add at least one variant with price, MRP and weight.")
    if active and product.hsn and not all(_has_rate(product, variant, rates) for variant in active):
        yield FieldIssue("/hsn", GstRateUnknown.code, GstRateUnknown.detail)


def _has_rate(product: Product, variant: Variant, rates: RateTable) -> bool:
    try:
        rates.rate_bp(hsn=product.hsn, category=product.category, unit_price_amount=variant.price_amount)
    except GstRateUnknown:
        return False
    return True


def _picture_issues(product: Product) -> Iterator[FieldIssue]:
    pictures = list(product.pictures.all())
    if not pictures:
        yield FieldIssue("/pictures", "picture_missing", "Add at least one photo of the product.")
    for index, picture in enumerate(pictures):
        status = picture.image.status
        if status == ImageStatus.FAILED:
            yield FieldIssue(f"/pictures/{index}", "picture_failed", "Remove this photo and upload it again.")
        elif status != ImageStatus.READY:
            yield FieldIssue(f"/pictures/{index}", "picture_not_ready", "This photo is being prepared; wait a minute.")
