"""Tables of badges: which product carries which badge, since when, and why it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models import BaseModel
from common.states import status_check
from marketplace.badges.states import BadgeKind
from registry.models import GiEntry, OdopEntry


class ProductBadge(BaseModel):
    """A badge a product carries (``ended_at`` empty) or carried: evidence, since when, until when."""

    product = models.ForeignKey("marketplace.Product", models.CASCADE, related_name="badges")
    kind = models.CharField(max_length=20, choices=BadgeKind.choices)
    odop_entry = models.ForeignKey("registry.OdopEntry", models.PROTECT, null=True, blank=True, related_name="+")
    gi_entry = models.ForeignKey("registry.GiEntry", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=400)
    awarded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            status_check("kind", BadgeKind, "badge_kind_known"),
            models.UniqueConstraint(
                fields=["product", "kind"], condition=Q(ended_at__isnull=True), name="badge_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=BadgeKind.ODOP, odop_entry__isnull=False, gi_entry__isnull=True)
                | Q(kind=BadgeKind.GI_REGISTERED, gi_entry__isnull=False, odop_entry__isnull=True),
                name="badge_names_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def entry(self) -> OdopEntry | GiEntry:
        """The register entry that proves the badge; a CHECK of the table holds that there is exactly one."""
        entry = self.odop_entry or self.gi_entry
        assert entry is not None
        return entry
