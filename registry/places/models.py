"""Tables of places, after the Local Government Directory (LGD) and India Post's PIN code directory."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from common.models import BaseModel
from common.states import status_check
from registry.search.models import Searchable, SearchableQuerySet

PIN_PATTERN = r"^[1-9][0-9]{5}$"


class StateKind(models.TextChoices):
    """What the LGD calls it."""

    STATE = "S", "State"
    UNION_TERRITORY = "U", "Union territory"


class PinBasis(models.TextChoices):
    """Why a PIN code is said to lie in a district."""

    DIRECTORY = "directory", "India Post names the district"
    SUCCESSOR = "successor", "The district was carved from one that India Post names"


class State(Searchable):
    """A state or union territory. ``gst_code`` is the first two digits of its GSTINs and differs from the LGD code."""

    lgd_code = models.PositiveSmallIntegerField(unique=True)
    gst_code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=1, choices=StateKind.choices)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    objects = SearchableQuerySet.as_manager()

    class Meta(Searchable.Meta):
        constraints = [
            status_check("kind", StateKind, "state_kind_known"),
            models.CheckConstraint(condition=models.Q(gst_code__regex=r"^[0-9]{2}$"), name="state_gst_code_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class District(Searchable):
    """A district. ``predecessors`` are those it was carved from; ``aliases`` are older names and other spellings."""

    lgd_code = models.PositiveSmallIntegerField(unique=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="districts")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="successors")
    formed_on = models.DateField(null=True, blank=True, help_text="Known only for districts formed since 2014")
    source_date = models.DateField(help_text="Date of the LGD listing; only the month is meant")
    is_active = models.BooleanField(default=True)

    objects = SearchableQuerySet.as_manager()

    class Meta(Searchable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["state", "name"], name="district_name_once_in_state"),
            models.UniqueConstraint(fields=["state", "slug"], name="district_slug_once_in_state"),
        ]

    def __str__(self) -> str:
        return self.name


class PinCode(BaseModel):
    """A PIN code. ``state`` is empty where India Post's directory names none."""

    pin = models.CharField(max_length=6, unique=True)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    districts = models.ManyToManyField(District, through="PinDistrict", related_name="pin_codes")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pin__regex=PIN_PATTERN), name="pin_code_six_digits")]

    def __str__(self) -> str:
        return self.pin


class PinDistrict(BaseModel):
    """A PIN code lies, wholly or partly, in a district."""

    pin = models.ForeignKey(PinCode, on_delete=models.CASCADE, related_name="pin_districts")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="pin_districts")
    basis = models.CharField(max_length=12, choices=PinBasis.choices, default=PinBasis.DIRECTORY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pin", "district"], name="pin_district_once"),
            status_check("basis", PinBasis, "pin_district_basis_known"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} in {self.district_id}"
