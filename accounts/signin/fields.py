"""Form fields of the sign-in forms."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import PhoneField
from django.core.exceptions import ValidationError

from accounts.people.phones import PhoneUnfit, normalise_phone
from common.text import clean_text


class IndianPhoneField(PhoneField):
    """A phone number; without a country code India is assumed. Gives E.164 or an empty text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(validators=[], **kwargs)

    def clean(self, value: Any) -> str:
        """Normalise before anything else looks at it."""
        text = clean_text(str(value)) if value not in (None, "") else ""
        if not text:
            return str(super().clean(""))
        try:
            return str(super().clean(normalise_phone(text[:31])))
        except PhoneUnfit as error:
            raise ValidationError(str(error), code="invalid_phone") from error
