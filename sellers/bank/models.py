"""Bank accounts of sellers, and IFS codes that staff know beyond the shipped list."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.crypto import EncryptedTextField, mask_tail
from common.models import BaseModel
from common.states import status_check
from sellers.profiles.models import Seller


class BankAccountStatus(models.TextChoices):
    """An account is proposed with the application, in force from approval, retired when another takes its place."""

    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in_force", "In force"
    RETIRED = "retired", "Retired"


RANKS = {BankAccountStatus.IN_FORCE: 0, BankAccountStatus.PROPOSED: 1, BankAccountStatus.RETIRED: 2}


class BankAccount(BaseModel):
    """Where a seller is paid. The number is encrypted; its blind index covers the bank's prefix and the number."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="bank_accounts")
    status = models.CharField(max_length=20, choices=BankAccountStatus.choices, default=BankAccountStatus.PROPOSED)
    holder_name = models.CharField(max_length=160)
    ifsc = models.CharField(max_length=11)
    bank_name = models.CharField(max_length=120)
    number = EncryptedTextField()
    number_index = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            status_check("status", BankAccountStatus, "bank_account_status_known"),
            models.UniqueConstraint(
                fields=["number_index"],
                condition=Q(status=BankAccountStatus.IN_FORCE),
                name="bank_account_unique_among_live",
            ),
            models.UniqueConstraint(
                fields=["seller"],
                condition=Q(status=BankAccountStatus.IN_FORCE),
                name="bank_account_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["seller"],
                condition=Q(status=BankAccountStatus.PROPOSED),
                name="bank_account_one_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} {self.masked_number}"

    @property
    def masked_number(self) -> str:
        """The number as every answer and screen shows it."""
        return mask_tail(self.number)

    @property
    def rank(self) -> int:
        """0 in force, 1 proposed, 2 retired: the order in which a seller's account is looked for."""
        return RANKS[BankAccountStatus(self.status)]


class IfscAddition(BaseModel):
    """A branch opened after the shipped list was compiled, entered by staff with its source."""

    ifsc = models.CharField("IFSC", max_length=11, unique=True)
    bank_name = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "IFSC addition"

    def __str__(self) -> str:
        return f"{self.ifsc} {self.bank_name}"
