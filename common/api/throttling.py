"""Limits on how often a caller may call: per address, per account, and per sensitive action.

Fixed windows, counted in the cache. Every answer says where the caller stands (``RateLimit-Policy`` and
``RateLimit``, IETF draft-ietf-httpapi-ratelimit-headers-10); a refused one is a 429 with
``Retry-After``. Rates are settings: ``THROTTLE_RATES = {"address": "1200/m", "upload": "60/h", …}``.

General limits count in the ``throttle`` cache (per process without Redis: they only keep one caller from
taking everything); an ``ActionThrottle`` counts in the default cache, which all processes share and which
survives the loss of Redis.
"""

from __future__ import annotations

import hashlib
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from common.api.client_address import client_address
from common.errors import TooManyRequests

if TYPE_CHECKING:  # DRF loads this module while it loads its views
    from rest_framework.views import APIView

WINDOWS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True)
class Rate:
    """So many calls in a window of so many seconds."""

    quota: int
    window: int


@dataclass(frozen=True)
class Standing:
    """Where a caller stands in a window; ``reset_in`` in seconds."""

    scope: str
    rate: Rate
    used: int
    reset_in: int

    @property
    def remaining(self) -> int:
        """Calls left."""
        return max(self.rate.quota - self.used, 0)


@lru_cache
def parse_rate(text: str) -> Rate:
    """``"30/15m"`` or ``"60/h"``; raises ``ValueError`` for anything else."""
    quota, _, window = text.partition("/")
    return Rate(quota=int(quota), window=int(window[:-1] or 1) * WINDOWS[window[-1]])


def count_call(*, scope: str, caller: str, rate: Rate, cache: str, now: float) -> Standing:
    """Count one call of a caller; the counter of a window vanishes with it."""
    window_start = int(now // rate.window) * rate.window
    who = hashlib.sha256(caller.encode()).hexdigest()[:32]
    key = f"throttle:{scope}:{who}:{window_start}"
    store = caches[cache]
    reset_in = max(int(window_start + rate.window - now), 1)
    if store.add(key, 1, timeout=reset_in + 1):
        return Standing(scope, rate, used=1, reset_in=reset_in)
    try:
        used = store.incr(key)
    except ValueError:  # the window ended between the two calls
        used = 1
    return Standing(scope, rate, used=used, reset_in=reset_in)


def note_standing(request: HttpRequest, standing: Standing) -> None:
    """Keep a standing on the request, for the answer's headers."""
    standings: list[Standing] = request.__dict__.setdefault("rate_limit_standings", [])
    standings.append(standing)


def count_address(request: HttpRequest) -> None:
    """Count a call that does not come through DRF against its address; raises ``TooManyRequests``."""
    rate = settings.THROTTLE_RATES.get(AddressThrottle.scope)
    if not rate:
        return
    standing = count_call(
        scope=AddressThrottle.scope,
        caller=client_address(request),
        rate=parse_rate(rate),
        cache=AddressThrottle.cache,
        now=time.time(),
    )
    note_standing(request, standing)
    if standing.used > standing.rate.quota:
        raise TooManyRequests(retry_after=standing.reset_in)


class _Throttle(BaseThrottle, ABC):
    """Counts one call per request against ``scope``."""

    scope: ClassVar[str] = ""
    cache: ClassVar[str] = "throttle"
    _wait: int | None = None

    @abstractmethod
    def caller(self, request: Request) -> str | None:
        """Whom to count, or None for nobody."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether the call is within the rate."""
        rate = settings.THROTTLE_RATES.get(self.scope)
        caller = self.caller(request)
        if not rate or caller is None:
            return True
        standing = count_call(scope=self.scope, caller=caller, rate=parse_rate(rate), cache=self.cache, now=time.time())
        note_standing(request._request, standing)
        if standing.used > standing.rate.quota:
            self._wait = standing.reset_in
            return False
        return True

    def wait(self) -> float | None:
        """Seconds until the window ends."""
        return self._wait


class AddressThrottle(_Throttle):
    """Per network address."""

    scope = "address"

    def caller(self, request: Request) -> str | None:
        """The address."""
        return client_address(request._request)


class AccountThrottle(_Throttle):
    """Per signed-in account."""

    scope = "account"

    def caller(self, request: Request) -> str | None:
        """The account, if any."""
        return str(request.user.pk) if request.user.is_authenticated else None


class _ActionThrottle(_Throttle):
    """Per account, or per address for guests, in the shared cache."""

    cache = "default"

    def caller(self, request: Request) -> str | None:
        """The account or the address."""
        if request.user.is_authenticated:
            return f"account:{request.user.pk}"
        return f"address:{client_address(request._request)}"

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Reading is not limited, only acting is."""
        return request.method in {"GET", "HEAD", "OPTIONS"} or super().allow_request(request, view)


@lru_cache
def ActionThrottle(scope: str) -> type[BaseThrottle]:
    """The throttle of one sensitive action: ``throttle_classes = (*GENERAL, ActionThrottle("upload"))``."""
    return type(f"{scope.title()}Throttle", (_ActionThrottle,), {"scope": scope, "__doc__": f"Limits {scope}."})


GENERAL: tuple[type[BaseThrottle], ...] = (AddressThrottle, AccountThrottle)


def rate_limit_headers(standings: list[Standing]) -> dict[str, str]:
    """``RateLimit-Policy: "address";q=1200;w=60`` and ``RateLimit: "address";r=1187;t=42``."""
    policy = ", ".join(f'"{s.scope}";q={s.rate.quota};w={s.rate.window}' for s in standings)
    state = ", ".join(f'"{s.scope}";r={s.remaining};t={s.reset_in}' for s in standings)
    return {"RateLimit-Policy": policy, "RateLimit": state}
