"""The outbox delivers after the commit, at least once, and parks what never succeeds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from common import clock, outbox
from common.outbox import registry
from common.outbox.models import OutboxMessage
from common.outbox.services import MAX_ATTEMPTS, deliver_due


@pytest.fixture
def seen() -> Iterator[list[dict[str, int]]]:
    got: list[dict[str, int]] = []
    outbox.handler("test.seen")(got.append)
    yield got
    registry._handlers.pop("test.seen")


@pytest.mark.django_db
class TestDrain:
    def test_delivers_each_message_once(self, seen: list[dict[str, int]]) -> None:
        outbox.enqueue(topic="test.seen", payload={"n": 1})
        assert outbox.drain_now() == 1
        assert outbox.drain_now() == 0
        assert seen == [{"n": 1}]

    def test_keeps_nothing_of_a_rolled_back_transaction(self, seen: list[dict[str, int]]) -> None:
        with transaction.atomic():
            outbox.enqueue(topic="test.seen", payload={"n": 1})
            transaction.set_rollback(True)
        outbox.drain_now()
        assert seen == []

    def test_tries_again_after_a_failure_and_parks_at_last(self) -> None:
        def fail(payload: dict[str, int]) -> None:
            raise LookupError("not yet")

        outbox.handler("test.fails")(fail)
        outbox.enqueue(topic="test.fails", payload={})
        moment = clock.now()
        for _ in range(MAX_ATTEMPTS):
            assert deliver_due(now=moment) == 1
            moment += timedelta(hours=2)
        assert deliver_due(now=moment) == 0
        message = OutboxMessage.objects.get()
        assert (message.attempts, message.last_error) == (MAX_ATTEMPTS, "LookupError: not yet")
        assert message.parked_at is not None
        registry._handlers.pop("test.fails")

    def test_a_claimed_message_of_a_dead_worker_comes_due_again(self, seen: list[dict[str, int]]) -> None:
        outbox.enqueue(topic="test.seen", payload={"n": 7})
        OutboxMessage.objects.update(attempts=1, due_at=clock.now() + timedelta(seconds=30))
        assert deliver_due(now=clock.now()) == 0
        assert deliver_due(now=clock.now() + timedelta(seconds=31)) == 1
        assert seen == [{"n": 7}]
