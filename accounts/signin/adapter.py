"""What allauth asks of this project: how codes travel, what a phone number is, how accounts are saved.

allauth does the protocol (codes, attempts, expiry, sessions, rate limits); everything that leaves
the house goes through notices, so that unknown and known addresses cost the same work.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm, Field
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.notices.services import notify, notify_contact
from accounts.people import selectors as people
from accounts.people.errors import ContactTaken
from accounts.people.models import User
from accounts.people.phones import PhoneUnfit, normalise_phone
from accounts.people.services import set_phone
from accounts.signin.fields import IndianPhoneField
from accounts.signin.words import MAILS, change_in_words
from common import clock
from common.api.client_address import client_address
from common.api.problems import plain_problem

STAGES = {"allauth.account.stages.EmailVerificationStage": "accounts.signin.stages.EmailVerificationStage"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts known by e-mail address or phone number."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "contact_missing": "Give an e-mail address or a phone number.",
    }

    # Saving -----------------------------------------------------------------

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Save a new account without a password; only a confirmed contact can set one later.

        (A password given before the contact is confirmed would stay valid for whoever confirms it.)
        """
        user.email = form.cleaned_data.get("email") or None
        user.phone = form.cleaned_data.get("phone") or None
        user.language = form.cleaned_data.get("language") or current_language()
        user.set_unusable_password()
        if commit:
            user.save()
        return user

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with ours where an account may do without an e-mail address."""
        return [STAGES.get(path, path) for path in super().get_login_stages()]

    def login_attempts_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed passwords are counted per account, by whichever contact it was named."""
        email, phone = credentials.get("email"), credentials.get("phone")
        user = people.find_by_email(email) if email else people.find_by_phone(phone or "")
        return f"account:{user.pk}" if user else f"contact:{(email or phone or '').lower()}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return self.login_attempts_key(request, **credentials)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address as the rest of the API sees it."""
        return client_address(request)

    # E-mail -----------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the notice that stands for one of allauth's mails."""
        user = people.find_by_email(email)
        language = user.language if user else current_language()
        filled = {"code": context["code"]} if "code" in context else {}
        template = MAILS[template_prefix]
        notify_contact(email=email, language=language, template=template, context=filled, now=clock.now(), user=user)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account that somebody wanted to sign up with its address."""
        self.send_mail("account/email/account_already_exists", email, {})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person about a change to the account's security, at the old address when one is given."""
        filled = {"change": change_in_words(template_prefix, user.language)}
        if email:
            notify_contact(
                email=email,
                language=user.language,
                template="accounts.security_change",
                context=filled,
                now=clock.now(),
                user=user,
            )
        else:
            notify(user=user, template="accounts.security_change", context=filled, now=clock.now())

    # Phone ------------------------------------------------------------------

    def phone_form_field(self, **kwargs: Any) -> Field:
        """A phone number as people in India write it."""
        return IndianPhoneField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        """E.164 of a country that we send SMS to."""
        try:
            return normalise_phone(phone)
        except PhoneUnfit as error:
            raise ValidationError(str(error), code="invalid_phone") from error

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number of an account and whether it is verified."""
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Store a number."""
        self._store_phone(user, phone, is_verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """A code sent to the number came back: it is the account's verified number now."""
        if user.phone == phone and user.phone_verified_at is not None:
            return
        with transaction.atomic():
            if user.phone and user.phone != phone:
                self.send_notification_mail("phone_changed", user)
            self._store_phone(user, phone, is_verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account with that number."""
        return people.find_by_phone(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Queue the SMS with a code."""
        self._sms(phone, "accounts.sign_in_code", {"code": code}, user=user)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Say that no account has this number; as much work as sending a code, so that time tells nothing."""
        self._sms(phone, "accounts.unknown_account", {}, user=None)

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Say that this number has an account already."""
        self._sms(phone, "accounts.account_exists", {}, user=people.find_by_phone(phone))

    def _sms(self, phone: str, template: str, filled: dict[str, str], *, user: User | None) -> None:
        language = user.language if user else current_language()
        notify_contact(phone=phone, language=language, template=template, context=filled, now=clock.now(), user=user)

    def _store_phone(self, user: User, phone: str, *, is_verified: bool) -> None:
        try:
            set_phone(user=user, phone=phone, is_verified=is_verified, now=clock.now())
        except ContactTaken as taken:
            raise ImmediateHttpResponse(plain_problem(taken, allauth_context.request)) from taken


def current_language() -> str:
    """The language of the request, as far as we speak it."""
    return (get_language() or "en").split("-")[0]
