"""The sign-in and sign-up forms of the HTML pages under ``/accounts/`` (staff console, API docs)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.core.exceptions import ValidationError

from accounts.signin.attempts import CountedCode
from accounts.signin.signup import SaveOnce


class SignInForm(forms.LoginForm):
    """E-mail or phone and password; the page also offers a code by mail or SMS."""

    def _setup_password_field(self) -> None:
        """Keep the password field: sign-up sets no password, but an account may have one."""


class SignUpForm(SaveOnce, forms.SignupForm):
    """The same fields as over the API."""


class RequestCodeForm(forms.RequestLoginCodeForm):
    """Asks where to send a code; allauth's own form takes neither contact for an answer and breaks."""

    def clean(self) -> dict[str, Any]:
        """One contact; which one is at fault is known already when a field was refused."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            raise ValidationError("Give your e-mail address or your phone number.", code="required")
        return cleaned


class ConfirmCodeForm(CountedCode, forms.ConfirmLoginCodeForm):
    """A sign-in code."""


class VerifyPhoneForm(CountedCode, forms.VerifyPhoneForm):
    """A code sent to a phone."""


class VerifyEmailForm(CountedCode, forms.ConfirmEmailVerificationCodeForm):
    """A code sent to an e-mail address."""


class PasswordCodeForm(CountedCode, forms.ConfirmPasswordResetCodeForm):
    """A code that lets one set a new password."""
