"""What a seller is told about itself: every fact, with identifiers of people masked."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sellers.bank.models import BankAccount
from sellers.bank.selectors import stated_account
from sellers.profiles.models import Seller


class PlaceAnswer(serializers.Serializer[Any]):
    """A state or district by id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    lgd_code = serializers.IntegerField()


class BankAccountAnswer(serializers.Serializer[BankAccount]):
    """The bank account with its number masked."""

    holder_name = serializers.CharField()
    ifsc = serializers.CharField()
    bank_name = serializers.CharField()
    number = serializers.CharField(source="masked_number", help_text="Masked.")
    status = serializers.CharField()


class ChangeRequestAnswer(serializers.Serializer[Any]):
    """One thing the reviewer asked to change."""

    pointer = serializers.CharField()
    note = serializers.CharField()
    requested_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class RequirementAnswer(serializers.Serializer[Any]):
    """One thing asked of this kind of seller, and how it stands."""

    code = serializers.CharField()
    pointer = serializers.CharField(help_text="JSON pointer of the fact, or /documents/{kind}.")
    title = serializers.CharField()
    what_to_do = serializers.CharField(allow_blank=True)
    basis = serializers.ChoiceField(choices=["computed", "attested", "verified"])
    standing = serializers.ChoiceField(choices=["met", "missing", "unfit"])


class SellerSummaryAnswer(serializers.Serializer[Seller]):
    """A seller in a list."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    status = serializers.CharField()
    slug = serializers.CharField()
    display_name = serializers.CharField()
    legal_name = serializers.CharField()
    state = PlaceAnswer(allow_null=True)
    district = PlaceAnswer(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ProfileAnswer(SellerSummaryAnswer):
    """The whole profile. PAN, GSTIN and bank number are masked."""

    revision = serializers.IntegerField()
    story = serializers.CharField()
    pin = serializers.CharField()
    address_line1 = serializers.CharField()
    address_line2 = serializers.CharField()
    locality = serializers.CharField()
    block = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    grievance_name = serializers.CharField()
    grievance_phone = serializers.CharField()
    grievance_email = serializers.CharField()
    pan = serializers.CharField(source="masked_pan", help_text="Masked.")
    gstin = serializers.CharField(source="masked_gstin", help_text="Masked; it contains the PAN.")
    enrolment_number = serializers.CharField()
    udyam_number = serializers.CharField()
    cin = serializers.CharField()
    registration_number = serializers.CharField()
    artisan_id_scheme = serializers.CharField()
    artisan_id = serializers.CharField()
    fssai_number = serializers.CharField()
    group_code = serializers.CharField()
    federation_name = serializers.CharField()
    formed_on = serializers.DateField(allow_null=True)
    member_count = serializers.IntegerField(allow_null=True)
    is_women_led = serializers.BooleanField()
    is_food_seller = serializers.BooleanField()
    undertaking_accepted_at = serializers.DateTimeField(allow_null=True)
    is_gst_registered = serializers.BooleanField()
    ships_interstate = serializers.BooleanField()
    bank_account = serializers.SerializerMethodField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(BankAccountAnswer(allow_null=True))
    def get_bank_account(self, seller: Seller) -> dict[str, Any] | None:
        """The account in force or proposed."""
        account = stated_account(seller)
        return BankAccountAnswer(account).data if account is not None else None


class OwnProfileAnswer(ProfileAnswer):
    """The profile as its team sees it."""

    my_role = serializers.CharField()
    change_requests = ChangeRequestAnswer(many=True, help_text="What the reviewer asked for and is still open.")
