"""Webhooks: stored first, answered fast, worked on by the worker, given up only in the open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from common import outbox
from orders.payments.errors import ObjectNotYetKnown, WebhookRefused
from orders.payments.gateways import payment_gateway
from orders.payments.gateways.ports import EventSubject, ReceivedEvent, WebhookUnfit
from orders.payments.models import WebhookEvent
from orders.payments.states import InboxState

TOPIC = "payments.webhook_received"
MAX_ATTEMPTS = 10

# A reaction fetches the object anew and converges; it says whether the object is any of ours.
Reaction = Callable[[ReceivedEvent, datetime], bool]
R = TypeVar("R", bound=Reaction)
_reactions: dict[EventSubject, Reaction] = {}


def reacts_to(subject: EventSubject) -> Callable[[R], R]:
    """Register what is done when the provider says that something of this kind changed."""

    def register(reaction: R) -> R:
        _reactions[subject] = reaction
        return reaction

    return register


def receive_webhook(*, body: bytes, signature: str, is_connect: bool, now: datetime) -> bool:
    """Check and store a webhook; whether it is new. Work on it follows from the outbox.

    Raises WebhookRefused when it is not authentic, not fresh, of the other mode or unreadable; then nothing is
    stored.
    """
    gateway = payment_gateway()
    try:
        event = gateway.read_webhook(body=body, signature=signature, is_connect=is_connect, now=now)
    except WebhookUnfit as unfit:
        raise WebhookRefused(str(unfit)) from unfit
    row = WebhookEvent(
        provider=gateway.name,
        account=event.account[:120],
        event_id=event.event_id[:120],
        type=event.type[:80],
        is_livemode=event.is_livemode,
        body=body.decode(),
        received_at=now,
    )
    with transaction.atomic():
        WebhookEvent.objects.bulk_create([row], ignore_conflicts=True)
        is_new = WebhookEvent.objects.filter(pk=row.pk).exists()
        if is_new:
            outbox.enqueue(topic=TOPIC, payload={"event_id": str(row.pk)}, key=str(row.pk))
    return is_new


class _Remembers:
    """Writes the fault of an attempt beside the event and lets it pass on to the outbox, which tries again."""

    def __init__(self, event_id: UUID) -> None:
        self.event_id = event_id

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is not None:
            WebhookEvent.objects.filter(pk=self.event_id).update(last_error=f"{type(fault).__name__}: {fault}"[:2000])


def work_on_webhook(*, event_id: UUID, now: datetime) -> InboxState:
    """Fetch what the event is about and converge. May run any number of times.

    A fault is remembered on the event and raised, so that the outbox tries again later; after ten attempts the
    event is parked for a person, with its last fault, and may be replayed from the console.
    """
    event = _claim(event_id)
    if event.state != InboxState.RECEIVED:
        return InboxState(event.state)
    with _Remembers(event_id):
        received = payment_gateway().reread_webhook(event.body)
        reaction = _reactions.get(received.subject)
        is_ours = reaction is not None and reaction(received, now)
    return _settle(event, InboxState.DONE if is_ours else InboxState.IGNORED, now)


def _claim(event_id: UUID) -> WebhookEvent:
    """Count the attempt before it is made: a poison event that kills the worker still comes to its end."""
    with transaction.atomic():
        event = WebhookEvent.objects.select_for_update(of=("self",)).get(pk=event_id)
        if event.state == InboxState.RECEIVED:
            event.attempts += 1
            if event.attempts > MAX_ATTEMPTS:
                event.state = InboxState.PARKED
            event.save(update_fields=["attempts", "state", "updated_at"])
    return event


def _settle(event: WebhookEvent, state: InboxState, now: datetime) -> InboxState:
    WebhookEvent.objects.filter(pk=event.pk).update(state=state, finished_at=now, last_error="", updated_at=now)
    return state


def replay_webhook(*, event_id: UUID) -> None:
    """Give a parked, ignored or finished event another ten attempts (staff console)."""
    with transaction.atomic():
        WebhookEvent.objects.filter(pk=event_id).update(state=InboxState.RECEIVED, attempts=0, finished_at=None)
        outbox.enqueue(topic=TOPIC, payload={"event_id": str(event_id)}, key=str(event_id))


def ours_or_retry(our_id: str | None, *, is_known: bool) -> bool:
    """Whether an object is ours to work on, judged by the id of ours it carries in its metadata.

    Raises ObjectNotYetKnown when it carries one that is not in the database (yet).
    """
    if is_known:
        return True
    if our_id:
        raise ObjectNotYetKnown(f"{our_id} is not committed yet.")
    return False
