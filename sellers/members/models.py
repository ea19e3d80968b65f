"""The people who act for a seller."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.models import BaseModel
from common.states import status_check
from sellers.members.rights import MemberRole
from sellers.profiles.models import Seller


class SellerMember(BaseModel):
    """A person in a seller's team, in one role."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seller_memberships")
    role = models.CharField(max_length=20, choices=MemberRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seller", "user"], name="seller_member_once"),
            status_check("role", MemberRole, "seller_member_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.seller_id}"
