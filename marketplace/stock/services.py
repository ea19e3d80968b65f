"""Hold pieces for buyers, sell them, give them back, and record every other movement.

How overselling is prevented, and deadlock too: every function locks the holder's reservations
first and the stock levels second, each in primary-key order (``lock_in_order``). What is free is
read under that lock, so of sixteen buyers of one piece exactly one gets it. The database's own
CHECK (0 ≤ reserved ≤ on hand) stands behind it. No call leaves the process under these locks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common.errors import FieldIssue
from common.locks import lock_in_order
from marketplace.stock.errors import HoldChanged, ListingSoldOut, StockBelowReserved
from marketplace.stock.models import MAX_ON_HAND, Reservation, StockLevel, StockMovement
from marketplace.stock.states import MovementKind, RecordKind, ReservationStatus

HELD = ReservationStatus.HELD


@transaction.atomic
def reserve(*, holder: UUID, demand: Mapping[UUID, int], expires_at: datetime, now: datetime) -> None:
    """Hold ``demand`` (variant id → pieces) for ``holder`` until ``expires_at``: all of it or nothing.

    Repeating the same call changes nothing. Raises ListingSoldOut, naming each variant that is
    short, HoldChanged when the holder holds other pieces, ValueError for a demand below one piece.
    """
    if not demand or min(demand.values()) < 1:
        raise ValueError("demand needs at least one piece of at least one variant")
    lock_in_order(Reservation.objects.filter(holder=holder, status=HELD))
    levels = {level.variant_id: level for level in lock_in_order(StockLevel.objects.filter(variant__in=demand))}
    held = {row.variant_id: row.quantity for row in Reservation.objects.filter(holder=holder, status=HELD)}
    if held:
        if held != dict(demand):
            raise HoldChanged()
        return
    _refuse_shortage(levels, demand)
    for level in levels.values():
        level.reserved += demand[level.variant_id]
        level.save(update_fields=["reserved", "updated_at"])
    Reservation.objects.bulk_create(
        Reservation(holder=holder, variant_id=variant_id, quantity=quantity, expires_at=expires_at)
        for variant_id, quantity in demand.items()
    )


def _refuse_shortage(levels: Mapping[UUID, StockLevel], demand: Mapping[UUID, int]) -> None:
    free = {variant_id: levels[variant_id].available if variant_id in levels else 0 for variant_id in demand}
    short = [variant_id for variant_id, quantity in demand.items() if free[variant_id] < quantity]
    if short:
        raise ListingSoldOut(
            errors=[
                FieldIssue(f"/variants/{v}", ListingSoldOut.code, f"Asked for {demand[v]}, {free[v]} left.")
                for v in short
            ],
            variants=[{"variant": str(v), "asked": demand[v], "available": free[v]} for v in short],
        )


@transaction.atomic
def release(*, holder: UUID, now: datetime) -> None:
    """Give back everything still held for ``holder``; nothing happens when nothing is."""
    rows = lock_in_order(Reservation.objects.filter(holder=holder, status=HELD))
    _settle(rows, to=ReservationStatus.RELEASED, now=now)


@transaction.atomic
def sell(*, holder: UUID, now: datetime) -> bool:
    """Turn the hold of ``holder`` into a sale; repeating it after a sale changes nothing.

    Returns False when there is nothing to sell because the hold was released meanwhile.
    """
    rows = lock_in_order(Reservation.objects.filter(holder=holder, status=HELD))
    if not rows:
        newest = Reservation.objects.filter(holder=holder).order_by("-created_at", "-id").first()
        return newest is not None and newest.status == ReservationStatus.SOLD
    _settle(rows, to=ReservationStatus.SOLD, now=now)
    _record(
        [(row.variant_id, -row.quantity) for row in rows], kind=MovementKind.SOLD, cause=f"purchase {holder}", now=now
    )
    return True


def _settle(rows: Sequence[Reservation], *, to: ReservationStatus, now: datetime) -> None:
    """Take the rows out of ``reserved`` (and ``on_hand`` when sold). The rows are locked by the caller."""
    quantities = {row.variant_id: row.quantity for row in rows}
    for level in lock_in_order(StockLevel.objects.filter(variant__in=quantities)):
        level.reserved -= quantities[level.variant_id]
        if to == ReservationStatus.SOLD:
            level.on_hand -= quantities[level.variant_id]
        level.save(update_fields=["on_hand", "reserved", "updated_at"])
    Reservation.objects.filter(pk__in=[row.pk for row in rows]).update(status=to, settled_at=now, updated_at=now)


def release_expired(*, now: datetime, limit: int = 200) -> int:
    """Give back holds past their time; returns how many holders lost theirs.

    Each holder is its own transaction. A hold that somebody is selling or releasing at this
    moment is locked, skipped, and looked at again by the next run.
    """
    expired = Reservation.objects.filter(status=HELD, expires_at__lte=now)
    holders = list(dict.fromkeys(expired.order_by("expires_at", "id").values_list("holder", flat=True)[:limit]))
    return sum(_release_if_free(holder, now=now) for holder in holders)


@transaction.atomic
def _release_if_free(holder: UUID, *, now: datetime) -> bool:
    held = Reservation.objects.filter(holder=holder, status=HELD, expires_at__lte=now)
    rows = list(held.order_by("pk").select_for_update(skip_locked=True))
    if not rows or len(rows) < held.count():
        return False
    _settle(rows, to=ReservationStatus.RELEASED, now=now)
    return True


def receive(*, variant_id: UUID, quantity: int, cause: str, now: datetime, actor: User | None = None) -> StockLevel:
    """Add ``quantity`` new pieces. Raises ValueError below one, StockBelowReserved beyond the possible."""
    _require_pieces(quantity)
    return _move(variant_id, kind=MovementKind.RECEIVED, delta=quantity, cause=cause, actor=actor, now=now)


def return_to_stock(*, variant_id: UUID, quantity: int, cause: str, now: datetime) -> StockLevel:
    """Put back pieces that were sold and came back fit for sale. Raises ValueError below one."""
    _require_pieces(quantity)
    return _move(variant_id, kind=MovementKind.RETURNED, delta=quantity, cause=cause, actor=None, now=now)


def write_off_damaged(
    *, variant_id: UUID, quantity: int, cause: str, now: datetime, actor: User | None = None
) -> StockLevel:
    """Take away broken pieces. Raises StockBelowReserved when buyers hold them, ValueError below one."""
    _require_pieces(quantity)
    return _move(variant_id, kind=MovementKind.DAMAGED, delta=-quantity, cause=cause, actor=actor, now=now)


@transaction.atomic
def correct_count(
    *, variant_id: UUID, counted: int, cause: str, now: datetime, actor: User | None = None
) -> StockLevel:
    """Set the pieces on hand to what was counted, as one movement; none when the count agrees.

    Raises StockBelowReserved when fewer were counted than buyers hold, ValueError below zero.
    """
    if counted < 0:
        raise ValueError("a count cannot be negative")
    level = _locked_level(variant_id)
    if counted == level.on_hand:
        return level
    return _apply(level, kind=MovementKind.CORRECTED, delta=counted - level.on_hand, cause=cause, actor=actor, now=now)


def record_stock(
    *, variant_id: UUID, kind: RecordKind, quantity: int, cause: str, actor: User, now: datetime
) -> StockLevel:
    """Record what a seller reports; raises as ``receive``, ``write_off_damaged`` and ``correct_count`` do."""
    if kind == RecordKind.COUNTED:
        return correct_count(variant_id=variant_id, counted=quantity, cause=cause, actor=actor, now=now)
    if kind == RecordKind.DAMAGED:
        return write_off_damaged(variant_id=variant_id, quantity=quantity, cause=cause, actor=actor, now=now)
    return receive(variant_id=variant_id, quantity=quantity, cause=cause, actor=actor, now=now)


def _require_pieces(quantity: int) -> None:
    if quantity < 1:
        raise ValueError("a movement needs at least one piece")


@transaction.atomic
def _move(
    variant_id: UUID, *, kind: MovementKind, delta: int, cause: str, actor: User | None, now: datetime
) -> StockLevel:
    return _apply(_locked_level(variant_id), kind=kind, delta=delta, cause=cause, actor=actor, now=now)


def _locked_level(variant_id: UUID) -> StockLevel:
    """The level under lock, made at zero when this variant has none yet."""
    StockLevel.objects.bulk_create([StockLevel(variant_id=variant_id)], ignore_conflicts=True)
    (level,) = lock_in_order(StockLevel.objects.filter(variant_id=variant_id))
    return level


def _apply(
    level: StockLevel, *, kind: MovementKind, delta: int, cause: str, actor: User | None, now: datetime
) -> StockLevel:
    after = level.on_hand + delta
    if not level.reserved <= after <= MAX_ON_HAND:
        raise StockBelowReserved(
            f"{level.on_hand} pieces are on hand and {level.reserved} of them are held for buyers; "
            f"{after} would be left. Keep it between {level.reserved} and {MAX_ON_HAND}.",
            pointer="/quantity",
        )
    level.on_hand = after
    level.save(update_fields=["on_hand", "updated_at"])
    _record([(level.variant_id, delta)], kind=kind, cause=cause, actor=actor, now=now)
    return level


def _record(
    deltas: Iterable[tuple[UUID, int]], *, kind: MovementKind, cause: str, now: datetime, actor: User | None = None
) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(variant_id=variant_id, kind=kind, delta=delta, cause=cause[:200], actor=actor, moved_at=now)
        for variant_id, delta in deltas
    )
