"""What may be sent about a profile. Identifiers are parsed as text here and checked by the services."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import RELATED_MESSAGES, CleanCharField, DayField, PhoneField, PinField, StrictIntegerField
from common.api.serializers import StrictSerializer
from registry.models import District
from sellers.profiles.states import SellerKind


class EmptyablePinField(PinField):
    """A PIN code, or empty text to take it back."""

    def to_internal_value(self, data: Any) -> str:
        """Empty stays empty."""
        return "" if data == "" else super().to_internal_value(data)


class EmptyablePhoneField(PhoneField):
    """A phone number, or empty text to take it back."""

    def to_internal_value(self, data: Any) -> str:
        """Empty stays empty."""
        return "" if data == "" else super().to_internal_value(data)


def _text(length: int, **kwargs: Any) -> CleanCharField:
    return CleanCharField(required=False, allow_blank=True, max_length=length, **kwargs)


class ProfileFactsInput(StrictSerializer):
    """Facts to change; what is left out stays as it is."""

    kind = serializers.ChoiceField(choices=SellerKind.choices, required=False)
    display_name = CleanCharField(required=False, max_length=120)
    legal_name = _text(160)
    story = _text(4000, multiline=True)
    district = serializers.PrimaryKeyRelatedField(
        queryset=District.objects.filter(is_active=True).select_related("state"),
        required=False,
        allow_null=True,
        error_messages=RELATED_MESSAGES,
        pk_field=serializers.UUIDField(),
    )
    pin = EmptyablePinField(required=False, allow_blank=True)
    address_line1 = _text(160)
    address_line2 = _text(160)
    locality = _text(120)
    block = _text(120)
    phone = EmptyablePhoneField(required=False, allow_blank=True, max_length=30)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    grievance_name = _text(120)
    grievance_phone = EmptyablePhoneField(required=False, allow_blank=True, max_length=30)
    grievance_email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    pan = _text(30)
    gstin = _text(30)
    enrolment_number = _text(40)
    udyam_number = _text(30)
    cin = _text(40)
    registration_number = _text(60)
    artisan_id_scheme = serializers.ChoiceField(choices=["pehchan", "pm_vishwakarma"], required=False, allow_blank=True)
    artisan_id = _text(40)
    fssai_number = _text(30)
    group_code = _text(40)
    federation_name = _text(160)
    formed_on = DayField(required=False, allow_null=True)
    member_count = StrictIntegerField(required=False, allow_null=True, min_value=1, max_value=10_000_000)
    is_women_led = serializers.BooleanField(required=False)
    is_food_seller = serializers.BooleanField(required=False)
    undertaking_accepted = serializers.BooleanField(
        required=False, help_text="True: what we show and say of our goods will be true (E-Commerce Rules 2020)."
    )


class ProfileStartInput(ProfileFactsInput):
    """A new application: the kind and the name it is known by are needed, everything else may follow."""

    kind = serializers.ChoiceField(choices=SellerKind.choices)
    display_name = CleanCharField(max_length=120)


class BankAccountInput(StrictSerializer):
    """Where the seller is to be paid."""

    holder_name = CleanCharField(max_length=160)
    ifsc = CleanCharField(max_length=20)
    number = CleanCharField(max_length=40)
