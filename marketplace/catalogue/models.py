"""Tables of the catalogue: categories, dated GST rates, products, their variants and pictures."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from common.models import BaseModel, StatusMove
from common.states import status_check
from marketplace.catalogue.states import ProductStatus

MAX_PRICE_AMOUNT = 1_000_000_000
"""Highest price of one piece: ₹1 crore in paise; more is a typing error."""

hsn_validator = RegexValidator(r"^(\d{4}|\d{6}|\d{8})$", "An HSN code has 4, 6 or 8 digits.")


class QuantityUnit(models.TextChoices):
    """Units in which a net quantity is declared (Legal Metrology)."""

    PIECE = "piece", "piece"
    PAIR = "pair", "pair"
    SET = "set", "set"
    GRAM = "g", "g"
    KILOGRAM = "kg", "kg"
    MILLILITRE = "ml", "ml"
    LITRE = "l", "l"
    METRE = "m", "m"


class Category(BaseModel):
    """A node of the category tree; ``path`` holds the slugs from the root, ``/crafts/pottery/``."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=400, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    default_hsn = models.CharField(max_length=8, blank=True, validators=[hsn_validator])
    is_food = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_slugs(self) -> list[str]:
        """Slugs from the root down to and including this category."""
        return self.path.strip("/").split("/")


class GstRate(BaseModel):
    """A rate of GST in force between two dates, for a category or an HSN prefix, up to a price.

    ``rate_bp`` is in basis points (500 = 5 %). ``price_upto_amount`` is in paise of the price of one
    piece, inclusive; without it the row holds for any price.
    """

    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="gst_rates")
    hsn_prefix = models.CharField(max_length=8, blank=True, validators=[RegexValidator(r"^\d{2,8}$")])
    price_upto_amount = models.BigIntegerField(null=True, blank=True)
    rate_bp = models.PositiveIntegerField()
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name = "GST rate"
        constraints = [
            models.CheckConstraint(condition=Q(rate_bp__lte=10_000), name="gst_rate_at_most_100_percent"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="gst_rate_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(price_upto_amount__isnull=True) | Q(price_upto_amount__gt=0), name="gst_rate_slab_positive"
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False) | ~Q(hsn_prefix=""), name="gst_rate_names_category_or_hsn"
            ),
            models.UniqueConstraint(
                fields=["category", "hsn_prefix", "price_upto_amount", "from_date"],
                nulls_distinct=False,
                name="gst_rate_once_per_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rate_bp / 100:g} % from {self.from_date}"


class Product(BaseModel):
    """What a seller offers: described once, sold in variants, placed in its district of origin."""

    seller = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="products")
    category = models.ForeignKey(Category, models.PROTECT, related_name="products")
    status = models.CharField(max_length=20, choices=ProductStatus.choices, default=ProductStatus.DRAFT)
    title = models.CharField(max_length=150)
    slug = models.SlugField(max_length=180)
    description = models.TextField(max_length=5000, blank=True)
    local_names = ArrayField(models.CharField(max_length=80), default=list, blank=True, size=10)

    origin_district = models.ForeignKey(
        "registry.District", models.PROTECT, null=True, blank=True, related_name="products"
    )
    odop_entry = models.ForeignKey("registry.OdopEntry", models.PROTECT, null=True, blank=True, related_name="products")
    gi_entry = models.ForeignKey("registry.GiEntry", models.PROTECT, null=True, blank=True, related_name="products")
    country_of_origin = models.CharField(max_length=2, default="IN")

    hsn = models.CharField(max_length=8, blank=True, validators=[hsn_validator])
    generic_name = models.CharField(max_length=100, blank=True)
    net_quantity = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    net_quantity_unit = models.CharField(max_length=8, choices=QuantityUnit.choices, blank=True)
    maker_name = models.CharField(max_length=150, blank=True)
    maker_address = models.CharField(max_length=300, blank=True)
    packer_name = models.CharField(max_length=150, blank=True)
    packer_address = models.CharField(max_length=300, blank=True)
    consumer_care_name = models.CharField(max_length=150, blank=True)
    consumer_care_phone = models.CharField(max_length=16, blank=True)
    consumer_care_email = models.EmailField(blank=True)
    shelf_life_days = models.PositiveIntegerField(null=True, blank=True)

    price_from_amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="INR")
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    search_vector = SearchVectorField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", ProductStatus, "product_status_known"),
            models.CheckConstraint(
                condition=Q(price_from_amount__isnull=True) | Q(price_from_amount__gt=0),
                name="product_price_from_positive",
            ),
            models.CheckConstraint(
                condition=Q(net_quantity__isnull=True) | Q(net_quantity__gt=0), name="product_net_quantity_positive"
            ),
            models.CheckConstraint(
                condition=~Q(status=ProductStatus.PUBLISHED)
                | Q(published_at__isnull=False, origin_district__isnull=False, price_from_amount__isnull=False),
                name="product_published_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="product_newest"),
            models.Index(fields=["status", "price_from_amount", "id"], name="product_by_price"),
            models.Index(fields=["origin_district", "status"], name="product_by_origin"),
            models.Index(fields=["seller", "-created_at"], name="product_of_seller"),
            GinIndex(fields=["search_vector"], name="product_words"),
        ]

    def __str__(self) -> str:
        return self.title


class ProductMove(StatusMove):
    """One decision in the life of a listing."""

    subject = models.ForeignKey(Product, models.CASCADE, related_name="moves")


class Variant(BaseModel):
    """One form in which a product is sold, with its own price. Amounts are paise, tax included."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    seller = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="+")
    sku = models.CharField(max_length=40)
    title = models.CharField(max_length=100, blank=True)
    price_amount = models.BigIntegerField()
    mrp_amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="INR")
    weight_grams = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_amount__gt=0, mrp_amount__lte=MAX_PRICE_AMOUNT), name="variant_price_in_range"
            ),
            models.CheckConstraint(condition=Q(price_amount__lte=F("mrp_amount")), name="variant_price_within_mrp"),
            models.CheckConstraint(condition=Q(weight_grams__gt=0), name="variant_weight_positive"),
            models.UniqueConstraint(fields=["seller", "sku"], name="variant_sku_once_per_seller"),
        ]

    def __str__(self) -> str:
        return self.sku


class ProductImage(BaseModel):
    """A picture of a product; position 0 is the one shown in lists."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="pictures")
    image = models.ForeignKey("media.Image", models.PROTECT, related_name="product_pictures")
    position = models.PositiveSmallIntegerField()
    alt_text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "position"], name="picture_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["product", "image"], name="picture_once_per_product"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} #{self.position}"


class SearchWord(models.Model):
    """A word that stands in some product's search columns; misspelled searches find the nearest ones here."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_spelling")]

    def __str__(self) -> str:
        return self.word
