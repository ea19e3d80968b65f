"""The sign-in and sign-up forms of the HTML pages under ``/accounts/`` (staff console, API docs)."""

from __future__ import annotations

from allauth.account import forms

from accounts.signin.attempts import CountedCode
from accounts.signin.signup import SaveOnce


class SignInForm(forms.LoginForm):
    """E-mail or phone and password; the page also offers a code by mail or SMS."""

    def _setup_password_field(self) -> None:
        """Keep the password field: sign-up sets no password, but an account may have one."""


class SignUpForm(SaveOnce, forms.SignupForm):
    """The same fields as over the API."""


class ConfirmCodeForm(CountedCode, forms.ConfirmLoginCodeForm):
    """A sign-in code."""


class VerifyPhoneForm(CountedCode, forms.VerifyPhoneForm):
    """A code sent to a phone."""


class VerifyEmailForm(CountedCode, forms.ConfirmEmailVerificationCodeForm):
    """A code sent to an e-mail address."""


class PasswordCodeForm(CountedCode, forms.ConfirmPasswordResetCodeForm):
    """A code that lets one set a new password."""
