"""Tables of the simulated provider: its objects, balances, idempotency keys and webhooks."""

from django.db import models
from django.db.models import Q


class StoredObject(models.Model):
    """One Stripe object (payment intent, transfer, account, event …) as the JSON it answers."""

    position = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    account = models.CharField(max_length=64, blank=True, default="")
    parent = models.CharField(max_length=64, blank=True, default="")
    body = models.JSONField()
    created = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "account", "-position"], name="stripe_sim_object_list"),
            models.Index(fields=["parent"], name="stripe_sim_object_parent"),
        ]

    def __str__(self) -> str:
        return self.ref


class BalanceRow(models.Model):
    """One balance transaction; ``account`` is empty for the platform's own balance.

    Amounts are minor units; ``available_on`` and ``created`` are Unix seconds.
    """

    position = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=64, unique=True)
    account = models.CharField(max_length=64, blank=True, default="")
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=64)
    description = models.CharField(max_length=200, blank=True, default="")
    available_on = models.BigIntegerField()
    created = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "currency"], name="stripe_sim_balance_account"),
            models.Index(fields=["source"], name="stripe_sim_balance_source"),
        ]

    def __str__(self) -> str:
        return self.ref


class KeptAnswer(models.Model):
    """The first answer given under an idempotency key, replayed for 24 hours."""

    account = models.CharField(max_length=64, blank=True, default="")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="stripe_sim_one_answer_a_key")]

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """One planned sending of one event to one webhook endpoint."""

    class State(models.TextChoices):
        """Where a sending stands."""

        DUE = "due"
        SENDING = "sending"
        DELIVERED = "delivered"
        DROPPED = "dropped"
        FAILED = "failed"

    event = models.CharField(max_length=64)
    is_connect = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer_status = models.PositiveSmallIntegerField(null=True)
    due_at = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="stripe_sim_delivery_due",
                condition=Q(state__in=["due", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"


class Switchboard(models.Model):
    """The one row of switches by which a person or a test makes the provider misbehave.

    ``faults`` is a list of ``{"match": "POST /v1/transfers", "kind": …, "when": "before"|"after",
    "times": n}``; see :mod:`orders.payments.simulator.faults`.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    duplicates = models.PositiveSmallIntegerField(default=0)
    is_reordering = models.BooleanField(default=False)
    delay_seconds = models.PositiveIntegerField(default=0)
    drops = models.PositiveIntegerField(default=0)
    payout_outcome = models.CharField(max_length=12, default="paid")
    refund_outcome = models.CharField(max_length=12, default="succeeded")
    funds_after_seconds = models.PositiveIntegerField(default=0)
    fee_bp = models.PositiveIntegerField(default=200)
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="stripe_sim_one_switchboard")]

    def __str__(self) -> str:
        return "switchboard"
