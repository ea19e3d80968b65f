"""Phone numbers: read as people in India write them, kept as E.164."""

from __future__ import annotations

import phonenumbers
from django.conf import settings

HOME_REGION = "IN"


class PhoneUnfit(ValueError):
    """Not a phone number, or one of a country we send no SMS to; the message says which."""


def normalise_phone(text: str) -> str:
    """E.164 form of a number such as ``98765 43210`` or ``+91-9876543210``; raises ``PhoneUnfit``."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise PhoneUnfit("Give a phone number such as +91 98765 43210.") from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneUnfit("Give a phone number such as +91 98765 43210.")
    if number.country_code not in settings.SMS_COUNTRY_CODES:
        raise PhoneUnfit("We cannot send codes to that country. Use an Indian number, or sign in by e-mail.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
