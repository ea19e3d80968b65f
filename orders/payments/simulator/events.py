"""Events and the plan of their webhook deliveries, bent by the switchboard."""

from copy import deepcopy
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F

from . import store
from .models import Delivery, Switchboard
from .tasks import deliver_webhooks


def emit(kind: str, subject: store.Body, *, now: int, account: str = "") -> store.Body:
    """Record that ``subject`` changed and plan telling the endpoint of its owner.

    ``account`` is the connected account the object belongs to; empty for the platform, whose
    endpoint is another one with another secret.
    """
    event: store.Body = {
        "id": store.new_ref("evt"),
        "object": "event",
        "api_version": settings.STRIPE_API_VERSION,
        "created": now,
        "data": {"object": deepcopy(subject)},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
    if account:
        event["account"] = account
    store.add(event, account=account)
    _plan_deliveries(event, now=now)
    if settings.STRIPE_SIMULATOR_SENDS_WEBHOOKS:
        transaction.on_commit(partial(deliver_webhooks.apply_async, retry=False, expires=60), robust=True)
    return event


def _plan_deliveries(event: store.Body, *, now: int) -> None:
    switches = store.switches()
    state = Delivery.State.DUE
    if switches.drops and Switchboard.objects.filter(id=1, drops__gt=0).update(drops=F("drops") - 1):
        state = Delivery.State.DROPPED
    Delivery.objects.bulk_create(
        Delivery(
            event=event["id"],
            is_connect=bool(event.get("account")),
            state=state,
            due_at=now + switches.delay_seconds,
        )
        for _ in range(1 + switches.duplicates)
    )
