"""The table of role grants."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.bases import BaseModel
from common.states import status_check


class Role(models.TextChoices):
    """What a member of staff may do. Buyers and seller members need no grant."""

    REVIEWER = "reviewer", "Reviewer of sellers"
    MODERATOR = "moderator", "Moderator of products and stories"
    FINANCE = "finance", "Finance"
    REGISTRY_OFFICER = "registry_officer", "Registry officer"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Filters on role grants."""

    def standing(self) -> RoleGrantQuerySet:
        """Those that have not been revoked."""
        return self.filter(revoked_at__isnull=True)


class RoleGrant(BaseModel):
    """A role given to a person, for all of India or one state; revoked rows stay as the trail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    state = models.ForeignKey("registry.State", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            status_check("role", Role, "role_grant_role_known"),
            models.UniqueConstraint(
                fields=["user", "role", "state"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="role_granted_once_per_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label}, {self.state.name if self.state else 'all of India'}"
