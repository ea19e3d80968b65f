"""How long a caller must wait after one of allauth's limits said no, for ``Retry-After`` and ``RateLimit``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from accounts.people.phones import PhoneUnfit, normalise_phone
from common.api.throttling import Rate, Standing

APP = "allauth.account"
# The limits that may stop a request, by the end of its address.
ACTIONS = {
    "auth/signup": ("signup", "confirm_email", "verify_phone"),
    "auth/code/request": ("request_login_code",),
    "auth/login": ("login", "login_failed"),
    "auth/phone/verify/resend": ("verify_phone",),
    "auth/email/verify/resend": ("confirm_email",),
    "auth/password/request": ("reset_password",),
    "auth/password/reset": ("reset_password_from_key",),
    "auth/reauthenticate": ("reauthenticate", "login_failed"),
    "account/password/change": ("change_password",),
    "account/phone": ("change_phone", "verify_phone"),
    "account/email": ("manage_email", "confirm_email"),
}
DEFAULT_WAIT = 60


def exhausted_limits(request: HttpRequest, data: Mapping[str, Any]) -> list[Standing]:
    """The limits that a refused request has used up, with the seconds until each lets a call through again."""
    now = time.time()
    return list(_exhausted(request, contact_of(data), now))


def seconds_to_wait(standings: list[Standing]) -> int:
    """The longest of the waits; a minute when the limit cannot be told."""
    return max((standing.reset_in for standing in standings), default=DEFAULT_WAIT)


def contact_of(data: Mapping[str, Any]) -> dict[str, str]:
    """``{"email": …}`` or ``{"phone": …}`` as allauth counts it; empty for neither."""
    email, phone = data.get("email"), data.get("phone")
    if isinstance(email, str) and email:
        return {"email": email.strip().lower()}
    if isinstance(phone, str) and phone:
        try:
            return {"phone": normalise_phone(phone)}
        except PhoneUnfit:
            return {}
    return {}


def _exhausted(request: HttpRequest, contact: dict[str, str], now: float) -> Iterator[Standing]:
    ending = request.path.partition("/v1/")[2]
    for action in ACTIONS.get(ending, ()):
        key = _key(request, action, contact)
        for rate in ratelimit.get_rates(app=APP, action=action):
            try:
                cache_key = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
            except ImproperlyConfigured:  # counted per account or contact, which this request does not tell
                continue
            history = [moment for moment in cache.get(cache_key, []) if moment > now - rate.duration]
            if len(history) >= rate.amount:
                wait = int(min(history) + rate.duration - now) + 1
                yield Standing(action, Rate(rate.amount, int(rate.duration)), used=rate.amount, reset_in=wait)


def _key(request: HttpRequest, action: str, contact: dict[str, str]) -> str | None:
    if not contact:
        return None
    if action == "login_failed":
        key: str = get_adapter().login_attempts_key(request, **contact)
        return key
    return next(iter(contact.values()))
