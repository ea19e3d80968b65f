"""Table of the ODOP lists: many-to-many rows of district and product."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from common.states import status_check
from registry.places.models import District
from registry.search.models import Searchable, SearchableQuerySet


class Sector(models.TextChoices):
    """Sectors under which DPIIT groups ODOP products."""

    AGRICULTURE = "agriculture", "Agriculture"
    FOOD_PROCESSING = "food_processing", "Food processing"
    HANDLOOM = "handloom", "Handloom"
    HANDICRAFT = "handicraft", "Handicraft"
    TEXTILES = "textiles", "Textiles"
    MARINE = "marine", "Marine"
    MANUFACTURING = "manufacturing", "Manufacturing and engineering"
    MINERALS = "minerals", "Minerals"
    TOURISM = "tourism", "Tourism and services"


class Scheme(models.TextChoices):
    """Who chose the product."""

    DPIIT = "dpiit_odop", "One District One Product (DPIIT)"
    PMFME = "pmfme", "PM Formalisation of Micro Food Processing Enterprises"
    EXPORT_HUBS = "export_hubs", "Districts as Export Hubs (DGFT)"
    STATE = "state", "A state's own list"


class OdopEntry(Searchable):
    """One product chosen for one district by one scheme."""

    name_column = "product_name"
    other_names_column = "local_names"

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="odop_entries")
    product_name = models.CharField(max_length=120)
    local_names = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    scheme = models.CharField(max_length=20, choices=Scheme.choices, default=Scheme.DPIIT)
    source = models.CharField(max_length=200)
    source_date = models.DateField(help_text="Date of the list; only the month is meant")
    is_active = models.BooleanField(default=True)

    objects = SearchableQuerySet.as_manager()

    class Meta(Searchable.Meta):
        verbose_name = "ODOP entry"
        verbose_name_plural = "ODOP entries"
        constraints = [
            models.UniqueConstraint(
                "district", "scheme", Lower("product_name"), name="odop_product_once_in_district_and_scheme"
            ),
            status_check("sector", Sector, "odop_sector_known"),
            status_check("scheme", Scheme, "odop_scheme_known"),
        ]
        indexes = [
            *Searchable.Meta.indexes,
            models.Index(fields=["product_name", "id"], name="odop_by_product"),
            models.Index(fields=["sector", "product_name"], name="odop_by_sector"),
        ]

    def __str__(self) -> str:
        return self.product_name
