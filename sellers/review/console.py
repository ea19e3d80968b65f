"""What the reviewer's console shows: the queue, and one application on a page."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.console.viewer import viewer_has_role
from accounts.models import Role, User
from sellers.bank.selectors import stated_account
from sellers.onboarding.selectors import requirements_for
from sellers.profiles.models import Seller, SellerQuerySet
from sellers.profiles.states import SellerStatus
from sellers.review.selectors import applications_for

FACTS = ("kind", "legal_name", "display_name", "story", "is_women_led", "is_food_seller", "member_count", "formed_on")
PLACE = ("address_line1", "address_line2", "locality", "block", "district", "state", "pin")
CONTACT = ("phone", "email", "grievance_name", "grievance_phone", "grievance_email")
IDENTITY = (
    "masked_pan_shown",
    "masked_gstin_shown",
    "enrolment_number",
    "udyam_number",
    "cin",
    "registration_number",
    "artisan_id_scheme",
    "artisan_id",
    "fssai_number",
    "group_code",
    "federation_name",
    "bank_shown",
)
STANDING = ("status", "submitted_at", "decided_at", "interstate_override", "interstate_override_reason")
COMPUTED = ("requirements_shown", "papers_shown", "history_shown")


class SellerPages(ModelAdmin):
    """The queue and the pages of applications of the reviewer's states. Nothing is edited in a form."""

    list_display = ("display_name", "kind", "state", "standing", "waiting")
    list_filter = ("status", "kind", "state")
    list_select_related = ("state", "district")
    list_per_page = 50
    search_fields = ("display_name", "legal_name", "slug")
    show_full_result_count = False
    fieldsets = (
        ("Standing", {"fields": STANDING}),
        ("What is asked", {"fields": ("requirements_shown",)}),
        ("Papers", {"fields": ("papers_shown",)}),
        ("Identity (masked)", {"fields": IDENTITY}),
        ("Facts", {"fields": FACTS}),
        ("Place", {"fields": PLACE}),
        ("Contact", {"fields": CONTACT}),
        ("History", {"fields": ("history_shown",)}),
    )
    readonly_fields = (*STANDING, *FACTS, *PLACE, *CONTACT, *IDENTITY, *COMPUTED)
    actions = None

    # Who may come in ---------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Seller | None = None) -> bool:
        """Reviewers (and superusers) only."""
        return viewer_has_role(request, Role.REVIEWER)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sellers apply themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Seller | None = None) -> bool:
        """Facts are the seller's; standing changes through the buttons."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Seller | None = None) -> bool:
        """Sellers are never deleted."""
        return False

    def get_queryset(self, request: HttpRequest) -> SellerQuerySet:
        """Submitted and decided applications of the reviewer's states, longest waiting first."""
        return applications_for(cast(User, request.user))

    def get_fieldsets(self, request: HttpRequest, obj: Seller | None = None) -> list[tuple[str | None, Any]]:
        """Identity shows what is stated; a kind never asked for most of the numbers."""
        stated = [name for name in IDENTITY if name.endswith("_shown") or (obj and getattr(obj, name))]
        return [
            (title, {**options, "fields": stated} if options["fields"] is IDENTITY else options)
            for title, options in self.fieldsets
        ]

    # What is shown -----------------------------------------------------------

    @display(
        description="Status",
        ordering="status",
        label={
            "Submitted": "info",
            "Changes requested": "warning",
            "Approved": "success",
            "Rejected": "danger",
            "Suspended": "danger",
        },
    )
    def standing(self, seller: Seller) -> str:
        """The status as a coloured label."""
        return seller.get_status_display()

    @display(description="Waiting", ordering="submitted_at")
    def waiting(self, seller: Seller) -> str:
        """How long the application has been waiting for a decision."""
        if seller.status != SellerStatus.SUBMITTED or seller.submitted_at is None:
            return "—"
        return timesince(seller.submitted_at)

    @display(description="PAN")
    def masked_pan_shown(self, seller: Seller) -> str:
        """Masked."""
        return seller.masked_pan or "—"

    @display(description="GSTIN")
    def masked_gstin_shown(self, seller: Seller) -> str:
        """Masked; it contains the PAN."""
        return seller.masked_gstin or "—"

    @display(description="Bank account")
    def bank_shown(self, seller: Seller) -> str:
        """Holder, bank, IFSC and the masked number."""
        account = stated_account(seller)
        if account is None:
            return "—"
        return f"{account.holder_name}, {account.bank_name}, {account.ifsc}, {account.masked_number}"

    @display(description="Requirements")
    def requirements_shown(self, seller: Seller) -> SafeString:
        """What is met, missing or unfit."""
        marks = {"met": "✓", "missing": "✗", "unfit": "⚠"}
        rows = ((marks[r.standing], r.title, r.what_to_do) for r in requirements_for(seller))
        return format_html_join("", "<div>{} {} <em>{}</em></div>", rows)

    @display(description="Documents")
    def papers_shown(self, seller: Seller) -> SafeString:
        """Links to the papers; opening one is recorded."""
        papers = seller.documents.filter(replaced_at__isnull=True).select_related("document").order_by("kind")
        rows = (
            (reverse("seller-application-document-file", args=[seller.pk, paper.pk]), str(paper), paper.document)
            for paper in papers
        )
        return format_html_join("", '<div><a class="text-primary-600" href="{}">{}</a> — {}</div>', rows) or SafeString(
            "—"
        )

    @display(description="Steps")
    def history_shown(self, seller: Seller) -> SafeString:
        """Who did what, when and why."""
        moves = seller.moves.select_related("actor").order_by("moved_at", "id")
        rows = ((f"{m.moved_at:%d %b %Y %H:%M}", str(m), str(m.actor or m.actor_label), m.reason) for m in moves)
        return format_html_join("", "<div>{} · {} · {} · {}</div>", rows) or SafeString("—")
