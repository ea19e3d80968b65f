"""Serializer fields with one meaning everywhere."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import phonenumbers
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.money import DEFAULT_CURRENCY, Money
from common.text import clean_text

MAX_AMOUNT = 10**12  # ten billion rupees in paise: beyond any order, well within a BIGINT
# For fields that name a row of another table: DRF's own words speak of primary keys.
RELATED_MESSAGES: dict[str, Any] = {
    "does_not_exist": "Nothing is known under this value. Look it up again and send what you find."
}
FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2199, 12, 31)  # older than any society of India, and calendar sums fit


@extend_schema_field(
    {
        "type": "object",
        "required": ["amount", "currency"],
        "properties": {
            "amount": {"type": "integer", "description": "minor units (paise)", "examples": [125000]},
            "currency": {"type": "string", "examples": ["INR"]},
        },
    }
)
class MoneyField(serializers.Field[Money, Any, dict[str, Any], Any]):
    """``{"amount": 125000, "currency": "INR"}``; accepts the same, or refuses floats, signs and other currencies."""

    default_error_messages = {
        "shape": "Send money as an object with an integer amount in paise and a currency, such as "
        '{{"amount": 125000, "currency": "INR"}}.',
        "range": "The amount must be between {low} and {high} paise.",
        "currency": "Only INR is accepted here.",
    }

    def __init__(self, *, min_amount: int = 0, max_amount: int = MAX_AMOUNT, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_amount, self.max_amount = min_amount, max_amount

    def to_internal_value(self, data: Any) -> Money:
        """Parse; raises a validation error for anything but an integer amount in INR within the range."""
        if not isinstance(data, dict) or set(data) != {"amount", "currency"}:
            self.fail("shape")
        amount, currency = data["amount"], data["currency"]
        if isinstance(amount, bool) or not isinstance(amount, int):
            self.fail("shape")
        if currency != DEFAULT_CURRENCY:
            self.fail("currency")
        if not self.min_amount <= amount <= self.max_amount:
            self.fail("range", low=self.min_amount, high=self.max_amount)
        return Money(amount, currency)

    def to_representation(self, value: Any) -> dict[str, Any]:
        """Render a Money, or a bare amount in the default currency."""
        return value.as_json() if isinstance(value, Money) else Money(int(value)).as_json()


class CleanCharField(serializers.CharField):
    """Text run through ``clean_text``: NFC, no control or direction-override characters."""

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        kwargs.setdefault("max_length", 2000 if multiline else 200)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Clean, then apply CharField's own rules."""
        if isinstance(data, str):
            data = clean_text(data, multiline=self.multiline)
            if not data and not self.allow_blank:
                self.fail("blank")
        return super().to_internal_value(data)


class PinField(serializers.CharField):
    """An Indian PIN code: six digits, the first not zero."""

    default_error_messages = {"pin": "A PIN code has six digits and does not start with 0, for example 847211."}

    def to_internal_value(self, data: Any) -> str:
        """Digits only; one space as in ``847 211`` is forgiven."""
        value = re.sub(r"^(\d{3}) (\d{3})$", r"\1\2", super().to_internal_value(data).strip())
        if not re.fullmatch(r"[1-9][0-9]{5}", value, flags=re.ASCII):
            self.fail("pin")
        return value


class PhoneField(serializers.CharField):
    """A phone number, returned as E.164; without a country code India is assumed."""

    default_error_messages = {"phone": "Give a phone number such as +91 98765 43210."}

    def to_internal_value(self, data: Any) -> str:
        """Parse with Google's libphonenumber rules."""
        text = super().to_internal_value(data)
        try:
            number = phonenumbers.parse(text, "IN")
        except phonenumbers.NumberParseException:
            self.fail("phone")
        if not phonenumbers.is_valid_number(number):
            self.fail("phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class StrictIntegerField(serializers.IntegerField):
    """A whole number sent as a JSON number: no strings, no floats, no booleans."""

    default_error_messages = {"whole": "Send a whole number."}

    def to_internal_value(self, data: Any) -> int:
        """Refuse what merely looks like a number."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("whole")
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """A day such as 2026-11-22, in a span in which sums of days are safe."""

    default_error_messages = {"range": "Give a day from {first} to {last}."}

    def to_internal_value(self, value: Any) -> date:
        """Refuse years that are mistyped or meant to break the calendar."""
        day = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail("range", first=FIRST_DAY, last=LAST_DAY)
        return day


class MomentField(serializers.DateTimeField):
    """A moment such as 2026-11-22T10:00:00Z, in the span of ``DayField``."""

    default_error_messages = {"range": "Give a moment from {first} to {last}."}

    def to_internal_value(self, value: Any) -> datetime:
        """Refuse years that are mistyped or meant to break the calendar."""
        moment = super().to_internal_value(value)
        if not FIRST_DAY <= moment.astimezone(UTC).date() <= LAST_DAY:
            self.fail("range", first=FIRST_DAY, last=LAST_DAY)
        return moment
