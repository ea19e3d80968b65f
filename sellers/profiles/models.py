"""The seller: the facts it states, the identity it proves, and where its application stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.crypto import EncryptedTextField, mask_tail
from common.models import BaseModel, StatusMove
from common.states import status_check
from registry.models import District, State
from sellers.profiles.states import IDENTITY_HOLDING_STATUSES, SellerKind, SellerStatus


class SellerQuerySet(models.QuerySet["Seller"]):
    """Filters by standing; every other room asks these instead of comparing status texts."""

    def live(self) -> SellerQuerySet:
        """Approved and not suspended: may be shown to the public and may sell."""
        return self.filter(status=SellerStatus.APPROVED)

    def with_place(self) -> SellerQuerySet:
        """With state and district in the same query."""
        return self.select_related("state", "district")


class Seller(BaseModel):
    """A producer that sells here. Identifiers of people are encrypted; a blind index keeps them unique."""

    kind = models.CharField(max_length=20, choices=SellerKind.choices)
    status = models.CharField(max_length=20, choices=SellerStatus.choices, default=SellerStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, help_text="Counts writes; the ETag of the profile.")
    slug = models.SlugField(max_length=80, unique=True)
    legal_name = models.CharField(max_length=160, blank=True)
    display_name = models.CharField(max_length=120)
    story = models.TextField(blank=True)
    # Place
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="sellers")
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT, related_name="sellers")
    pin = models.CharField("PIN code", max_length=6, blank=True)
    address_line1 = models.CharField(max_length=160, blank=True)
    address_line2 = models.CharField(max_length=160, blank=True)
    locality = models.CharField(max_length=120, blank=True, help_text="Village, town or city.")
    block = models.CharField(max_length=120, blank=True)
    # Contact: the first pair is private, the grievance contact is public (E-Commerce Rules 2020)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    grievance_name = models.CharField(max_length=120, blank=True)
    grievance_phone = models.CharField(max_length=20, blank=True)
    grievance_email = models.EmailField(blank=True)
    # Identity. A GSTIN contains the PAN, so it is kept like one.
    pan = EncryptedTextField(blank=True, default="")
    pan_index = models.CharField(max_length=64, blank=True, editable=False)
    gstin = EncryptedTextField(blank=True, default="")
    gstin_index = models.CharField(max_length=64, blank=True, editable=False)
    enrolment_number = models.CharField("GST enrolment number", max_length=30, blank=True)
    udyam_number = models.CharField(max_length=19, blank=True)
    cin = models.CharField("CIN", max_length=21, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    artisan_id_scheme = models.CharField(
        max_length=20, blank=True, choices=[("pehchan", "Pehchan card"), ("pm_vishwakarma", "PM Vishwakarma")]
    )
    artisan_id = models.CharField(max_length=40, blank=True)
    fssai_number = models.CharField("FSSAI number", max_length=14, blank=True)
    # The group
    group_code = models.CharField(max_length=40, blank=True)
    federation_name = models.CharField(max_length=160, blank=True, help_text="Village Organisation or Cluster.")
    formed_on = models.DateField(null=True, blank=True)
    member_count = models.PositiveIntegerField(null=True, blank=True)
    is_women_led = models.BooleanField(default=False)
    is_food_seller = models.BooleanField(default=False)
    # Attested and reviewed facts
    undertaking_accepted_at = models.DateTimeField(null=True, blank=True)
    interstate_override = models.BooleanField(default=False)
    interstate_override_reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = SellerQuerySet.as_manager()

    class Meta:
        constraints = [
            status_check("status", SellerStatus, "seller_status_known"),
            status_check("kind", SellerKind, "seller_kind_known"),
            models.UniqueConstraint(
                fields=["pan_index"],
                condition=Q(status__in=IDENTITY_HOLDING_STATUSES) & ~Q(pan_index=""),
                name="seller_pan_unique_among_live",
            ),
            models.UniqueConstraint(
                fields=["gstin_index"],
                condition=Q(status__in=IDENTITY_HOLDING_STATUSES) & ~Q(gstin_index=""),
                name="seller_gstin_unique_among_live",
            ),
            models.CheckConstraint(
                condition=Q(interstate_override=False) | ~Q(interstate_override_reason=""),
                name="seller_interstate_override_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=SellerStatus.DRAFT) | Q(submitted_at__isnull=False),
                name="seller_submitted_has_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at", "id"], name="seller_queue"),
            models.Index(fields=["status", "display_name", "id"], name="seller_storefront"),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} ({self.get_kind_display()})"

    @property
    def is_live(self) -> bool:
        """May be shown to the public and may sell."""
        return self.status == SellerStatus.APPROVED

    @property
    def is_gst_registered(self) -> bool:
        """States a GSTIN."""
        return bool(self.gstin)

    @property
    def ships_interstate(self) -> bool:
        """May sell outside its own state.

        A seller without GST registration may not (Notification 34/2023-Central Tax, 31 July 2023), unless a
        reviewer has recorded an exemption with its reason.
        """
        return self.is_gst_registered or self.interstate_override

    @property
    def masked_pan(self) -> str:
        """The PAN as every answer and screen shows it."""
        return mask_tail(self.pan)

    @property
    def masked_gstin(self) -> str:
        """The GSTIN as every answer and screen shows it: state code and the last three, the PAN inside hidden."""
        return f"{self.gstin[:2]}••••••••••{self.gstin[-3:]}" if self.gstin else ""


class SellerMove(StatusMove):
    """One step of a seller's application, and who took it."""

    subject = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="moves")

    class Meta:
        indexes = [models.Index(fields=["subject", "moved_at"], name="seller_moves")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
