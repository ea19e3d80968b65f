"""What the moderator's console shows: the queue, and one product on a page."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from unfold.decorators import display

from accounts.console.read_only import ReadOnlyAdmin
from accounts.console.viewer import viewer_has_role
from accounts.models import Role, User
from common import clock
from marketplace.badges.selectors import explain_all
from marketplace.catalogue.models import Product
from marketplace.catalogue.selectors import pictures
from marketplace.catalogue.states import ProductStatus
from marketplace.moderation.selectors import products_for, publication_issues
from media.images.selectors import image_urls

FACTS = ("seller", "category", "title", "description", "local_names", "origin_district", "hsn", "country_of_origin")
DECLARED = (
    "generic_name",
    "net_quantity",
    "net_quantity_unit",
    "maker_name",
    "maker_address",
    "packer_name",
    "packer_address",
    "consumer_care_name",
    "consumer_care_phone",
    "consumer_care_email",
    "shelf_life_days",
)
COMPUTED = ("issues_shown", "badges_shown", "variants_shown", "pictures_shown", "history_shown")
STANDING = ("status", "submitted_at", "published_at")
NOTHING = SafeString("—")


class ProductPages(ReadOnlyAdmin):
    """The queue and the pages of products of the moderator's states. Nothing is edited in a form."""

    list_display = ("title", "seller", "category", "origin_district", "standing", "waiting")
    list_filter = ("status", "category", "seller__state")
    list_select_related = ("seller", "category", "origin_district")
    list_per_page = 50
    search_fields = ("title", "seller__display_name")
    ordering = ("submitted_at", "id")
    show_full_result_count = False
    actions = None
    readonly_fields = (*STANDING, *FACTS, *DECLARED, *COMPUTED)
    fieldsets = (
        ("Standing", {"fields": STANDING}),
        ("What is missing", {"fields": ("issues_shown",)}),
        ("Badges", {"fields": ("badges_shown",)}),
        ("Pictures", {"fields": ("pictures_shown",)}),
        ("Facts", {"fields": FACTS}),
        ("Declarations", {"fields": DECLARED}),
        ("Variants", {"fields": ("variants_shown",)}),
        ("History", {"fields": ("history_shown",)}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Moderators (and superusers) only."""
        return viewer_has_role(request, Role.MODERATOR)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """Submitted and decided products of the moderator's states."""
        return products_for(cast(User, request.user))

    @display(
        description="Status",
        ordering="status",
        label={
            ProductStatus.SUBMITTED.label: "info",
            ProductStatus.CHANGES_REQUESTED.label: "warning",
            ProductStatus.PUBLISHED.label: "success",
            ProductStatus.REJECTED.label: "danger",
        },
    )
    def standing(self, product: Product) -> str:
        """The status as a coloured label."""
        return product.get_status_display()

    @display(description="Waiting", ordering="submitted_at")
    def waiting(self, product: Product) -> str:
        """How long the product has been waiting for a decision."""
        if product.status != ProductStatus.SUBMITTED or product.submitted_at is None:
            return "—"
        return timesince(product.submitted_at)

    @display(description="Publication checks")
    def issues_shown(self, product: Product) -> SafeString:
        """What keeps it from publication today."""
        issues = publication_issues(product, on=clock.ist_date(clock.now()))
        rows = ((issue.pointer, issue.detail) for issue in issues)
        return format_html_join("", "<div>✗ <code>{}</code> {}</div>", rows) or SafeString("✓ Complete")

    @display(description="Why, or why not")
    def badges_shown(self, product: Product) -> SafeString:
        """Each kind of badge, explained."""
        rows = (("✓" if e.holds else "✗", e.kind.label, e.reason, e.remedy) for e in explain_all(product))
        return format_html_join("", "<div>{} <strong>{}</strong> {} <em>{}</em></div>", rows)

    @display(description="Pictures")
    def pictures_shown(self, product: Product) -> SafeString:
        """The pictures as buyers will see them."""
        shown = [(picture, image_urls(picture.image)) for picture in pictures().filter(product=product)]
        return format_html_join(" ", "{}", ((_thumbnail(p.alt_text, urls),) for p, urls in shown)) or NOTHING

    @display(description="Variants")
    def variants_shown(self, product: Product) -> SafeString:
        """SKU, price and MRP of each."""
        rows = (
            (v.sku, v.title, f"₹{v.price_amount / 100:,.2f}", f"₹{v.mrp_amount / 100:,.2f}", v.weight_grams)
            for v in product.variants.order_by("created_at", "id")
        )
        return format_html_join("", "<div>{} {} · {} (MRP {}) · {} g</div>", rows) or NOTHING

    @display(description="Steps")
    def history_shown(self, product: Product) -> SafeString:
        """Who did what, when and why."""
        moves = product.moves.select_related("actor").order_by("moved_at", "id")
        rows = (
            (f"{move.moved_at:%d %b %Y %H:%M}", move.from_status, move.to_status, move.actor or "—", move.reason)
            for move in moves
        )
        return format_html_join("", "<div>{} · {} → {} · {} · {}</div>", rows) or NOTHING


def _thumbnail(alt_text: str, urls: dict[str, str]) -> SafeString:
    if "320" not in urls:
        return format_html("<em>{} (not ready)</em>", alt_text)
    return format_html('<img src="{}" alt="{}" width="160" style="display:inline-block">', urls["320"], alt_text)
