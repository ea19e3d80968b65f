"""Fixtures every room's tests may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database, where tests that commit may be cleaned up after: only there may the journal be truncated."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_journalentry DISABLE TRIGGER journal_no_truncate")
        cursor.execute("ALTER TABLE orders_posting DISABLE TRIGGER posting_no_truncate")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has empty storages and outgoing mail of its own, and no shared throttle counters."""
    from django.core.cache import caches
    from django.core.files.storage import storages

    from config.storages import folder

    settings.STORAGES = {
        **settings.STORAGES,
        "default": folder(tmp_path / "private", url=None),
        "private": folder(tmp_path / "private", url=None),
        "public": folder(tmp_path / "public", url="/media-files/"),
    }
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": memory, "LOCATION": name} for name in ("default", "throttle")}
    settings.THROTTLE_RATES = {}
    settings.CELERY_TASK_ALWAYS_EAGER = False
    storages.__dict__.pop("backends", None)
    for name in ("default", "throttle"):
        caches[name].clear()
    yield
    for name in ("default", "throttle"):
        caches[name].clear()


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outbox hints go nowhere: a test that wants delivery calls ``outbox.drain_now()``."""
    monkeypatch.setattr("common.outbox.hints.hint_worker", lambda: None)


@pytest.fixture
def anonymous_client() -> APIClient:
    """A client nobody is signed in on; faults of ours surface as 500 answers."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def client_for() -> Callable[[Any], APIClient]:
    """``client_for(user)``: a client signed in as that user."""

    def sign_in(user: Any) -> APIClient:
        client = APIClient(raise_request_exception=False)
        client.force_authenticate(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _stripe_in_process(settings: Any) -> None:
    """The Stripe adapter speaks to the simulator in this process; webhooks wait until a test sends them."""
    settings.STRIPE_HTTP_CLIENT = "orders.payments.simulator.client.InProcessClient"
    settings.STRIPE_API_BASE = "http://127.0.0.1"
    settings.STRIPE_SIMULATOR_SENDS_WEBHOOKS = False
