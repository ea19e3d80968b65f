"""The table of a person's addresses."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.bases import BaseModel

HOME_COUNTRY = "IN"


class AddressQuerySet(models.QuerySet["Address"]):
    """Filters on addresses."""

    def of_user(self, user: models.Model) -> AddressQuerySet:
        """A person's own, the default one first, then the newest."""
        return (
            self.filter(user_id=user.pk)
            .select_related("district", "state")
            .order_by("-is_default", "-created_at", "-id")
        )


class Address(BaseModel):
    """Where a parcel can go. In India the PIN code fixes the state and narrows the district."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=16)
    line1 = models.CharField(max_length=200)
    line2 = models.CharField(max_length=200, blank=True, default="")
    landmark = models.CharField(max_length=120, blank=True, default="")
    city = models.CharField(max_length=120)
    pin = models.CharField(max_length=12)
    district = models.ForeignKey("registry.District", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.ForeignKey("registry.State", null=True, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, default=HOME_COUNTRY)
    is_default = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(country=HOME_COUNTRY)
                | models.Q(pin__regex=r"^[1-9][0-9]{5}$", district__isnull=False, state__isnull=False),
                name="address_in_india_is_placed",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="address_one_default_per_user"
            ),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="address_by_user")]

    def __str__(self) -> str:
        return f"{self.city} {self.pin}"
