"""allauth's headless views where our rules are stricter than its own."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.headless.account import inputs, views
from django.http import HttpRequest, HttpResponseBase

from accounts.signin.attempts import CountedCode, count_guess
from accounts.signin.signup import SaveOnce


class SignUpInput(SaveOnce, inputs.SignupInput):
    """The sign-up body: e-mail or phone, consents, name, language."""


class SignUpView(views.SignupView):
    """POST /auth/signup."""

    input_class = {"POST": SignUpInput}


class CodeRequestInput(inputs.RequestLoginCodeInput):
    """The body that asks for a sign-in code: exactly one of e-mail and phone."""

    _user: Any = None

    def clean(self) -> dict[str, Any]:
        """Refuse a body without either (allauth takes it and then has nobody to send to)."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            raise get_adapter().validation_error("contact_missing")
        return cleaned


class CodeRequestView(views.RequestLoginCodeView):
    """POST /auth/code/request."""

    input_class = CodeRequestInput


class CodeConfirmInput(CountedCode, inputs.ConfirmLoginCodeInput):
    """The body with a sign-in code."""


class CodeConfirmView(views.ConfirmLoginCodeView):
    """POST /auth/code/confirm."""

    input_class = CodeConfirmInput


class PhoneVerifyInput(CountedCode, inputs.VerifyPhoneInput):
    """The body with the code sent to a phone."""


class PhoneVerifyView(views.VerifyPhoneView):
    """POST /auth/phone/verify."""

    input_class = PhoneVerifyInput


class EmailVerifyInput(inputs.VerifyEmailInput):
    """The body with the code sent to an e-mail address."""

    def clean_key(self) -> Any:
        """Count, then compare."""
        count_guess(self.process.code if self.process else "")
        return super().clean_key()


class EmailVerifyView(views.VerifyEmailView):
    """POST /auth/email/verify."""

    input_class = EmailVerifyInput
    http_method_names = ["post", "options"]


class PasswordResetInput(inputs.ResetPasswordInput):
    """The body with a code and a new password."""

    def clean_key(self) -> Any:
        """Count, then compare."""
        count_guess(self.code or "")
        return super().clean_key()


class PasswordResetView(views.ResetPasswordView):
    """POST /auth/password/reset."""

    input_class = PasswordResetInput
    http_method_names = ["post", "options"]


class PhoneView(views.ManagePhoneView):
    """GET, POST /account/phone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse other methods here: allauth's view looks for a person before it looks at the method."""
        if request.method not in {"GET", "POST"}:
            refused: HttpResponseBase = self.http_method_not_allowed(request, *args, **kwargs)
            return refused
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer
