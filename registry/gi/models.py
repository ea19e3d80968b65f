"""Table of geographical indications, after the Geographical Indications Registry's list of registered names."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from common.states import status_check
from registry.places.models import District, State
from registry.search.models import Searchable, SearchableQuerySet


class GoodsType(models.TextChoices):
    """The Registry's kinds of goods."""

    AGRICULTURAL = "agricultural", "Agricultural"
    HANDICRAFT = "handicraft", "Handicraft"
    MANUFACTURED = "manufactured", "Manufactured"
    FOOD_STUFF = "food_stuff", "Food stuff"
    NATURAL = "natural", "Natural goods"


class RegistrationKind(models.TextChoices):
    """What is registered: the name, or beside it a logo of the same goods."""

    WORD = "word", "Name"
    LOGO = "logo", "Logo"


class GiStatus(models.TextChoices):
    """Standing of the registration; only a registered one carries a badge."""

    REGISTERED = "registered", "Registered"
    EXPIRED = "expired", "Expired"
    REMOVED = "removed", "Removed"


class GiEntry(Searchable):
    """A registered geographical indication.

    ``code`` is this register's own key: the Registry's list uses one serial number twice (29). ``districts`` holds
    those known with certainty; empty means that the area is known only by state.
    """

    code = models.CharField(max_length=8, unique=True)
    serial_no = models.PositiveSmallIntegerField(help_text="Serial in the Registry's list, not an application number")
    name = models.CharField(max_length=120)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    goods_type = models.CharField(max_length=16, choices=GoodsType.choices)
    registration_kind = models.CharField(max_length=8, choices=RegistrationKind.choices, default=RegistrationKind.WORD)
    states = models.ManyToManyField(State, blank=True, related_name="gi_entries")
    districts = models.ManyToManyField(District, blank=True, related_name="gi_entries")
    is_foreign = models.BooleanField(default=False)
    foreign_country = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=16, choices=GiStatus.choices, default=GiStatus.REGISTERED)
    source = models.CharField(max_length=200)
    source_date = models.DateField(help_text="Date of the list; only the month is meant")

    objects = SearchableQuerySet.as_manager()

    class Meta(Searchable.Meta):
        verbose_name = "GI entry"
        verbose_name_plural = "GI entries"
        constraints = [
            status_check("goods_type", GoodsType, "gi_goods_type_known"),
            status_check("registration_kind", RegistrationKind, "gi_registration_kind_known"),
            status_check("status", GiStatus, "gi_status_known"),
            models.CheckConstraint(
                condition=models.Q(is_foreign=True) ^ models.Q(foreign_country=""), name="gi_foreign_names_country"
            ),
        ]
        indexes = [*Searchable.Meta.indexes, models.Index(fields=["name", "id"], name="gi_by_name")]

    def __str__(self) -> str:
        return f"{self.name} (logo)" if self.registration_kind == RegistrationKind.LOGO else self.name
