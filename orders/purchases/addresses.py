"""The ship-to address as it was on the day: columns shared by quotes and purchases."""

from __future__ import annotations

from django.db import models


class ShipTo(models.Model):
    """A frozen Indian delivery address; its state is the place of supply."""

    ship_name = models.CharField(max_length=120)
    ship_phone = models.CharField(max_length=20)
    ship_line1 = models.CharField(max_length=200)
    ship_line2 = models.CharField(max_length=200, blank=True)
    ship_landmark = models.CharField(max_length=120, blank=True)
    ship_city = models.CharField(max_length=120)
    ship_pin = models.CharField(max_length=6)
    ship_state = models.ForeignKey("registry.State", on_delete=models.PROTECT, related_name="+")
    ship_district = models.ForeignKey(
        "registry.District", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ship_country = models.CharField(max_length=2, default="IN")

    class Meta:
        abstract = True


SHIP_TO_FIELDS = (
    "ship_name",
    "ship_phone",
    "ship_line1",
    "ship_line2",
    "ship_landmark",
    "ship_city",
    "ship_pin",
    "ship_state_id",
    "ship_district_id",
    "ship_country",
)


def copy_ship_to(source: ShipTo) -> dict[str, object]:
    """The address columns of one row as keyword arguments for another."""
    return {name: getattr(source, name) for name in SHIP_TO_FIELDS}
