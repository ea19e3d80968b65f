"""The sign-up form's own fields; allauth mixes them into its forms for the API and the browser."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from accounts.consents.models import Purpose
from accounts.consents.services import record_sign_up_consents
from accounts.people.models import User
from accounts.people.services import edit_profile
from common import clock
from common.text import clean_text


class SignUpFields(forms.Form):
    """Name and language, the consents, and the rule that one of e-mail and phone is given."""

    name = forms.CharField(max_length=120, required=False, label="Name")
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False, label="Language")
    accept_terms = forms.BooleanField(
        required=True,
        label="I accept the terms of use and the privacy notice.",
        error_messages={"required": "An account needs your agreement to the terms and the privacy notice."},
    )
    marketing = forms.BooleanField(required=False, label="Send me news and offers.")

    def full_clean(self) -> None:
        """E-mail is needed unless a phone number is given (allauth knows only always or never)."""
        self.fields["email"].required = not self.data.get("phone")
        super().full_clean()

    def clean_name(self) -> str:
        """The name without control characters."""
        return clean_text(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """One contact at sign-up; the other can be added once signed in."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("email") and cleaned.get("phone"):
            raise get_adapter().validation_error("select_only_one")
        return cleaned

    @transaction.atomic
    def signup(self, request: HttpRequest, user: User) -> None:
        """Note the name and what was agreed to, in the versions in force."""
        now = clock.now()
        edit_profile(user=user, name=self.cleaned_data["name"], language=None, now=now)
        purposes = [Purpose.TERMS, Purpose.PRIVACY]
        if self.cleaned_data["marketing"]:
            purposes.append(Purpose.MARKETING)
        record_sign_up_consents(user=user, purposes=purposes, now=now)
