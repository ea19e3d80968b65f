"""Reading and writing the simulated provider's objects."""

import secrets
import string
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from .errors import SimulatedError, missing
from .models import BalanceRow, StoredObject, Switchboard

Body = dict[str, Any]
Row = TypeVar("Row", StoredObject, BalanceRow)
_ALPHABET = string.ascii_letters + string.digits


def new_ref(prefix: str) -> str:
    """A fresh id such as ``pi_3f9…``: the prefix and 24 random letters or digits."""
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(24))}"


def lock(name: str) -> None:
    """Hold a named lock until the request's transaction ends (a balance, an idempotency key)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 77))", [name])


def try_lock(name: str) -> bool:
    """Take a named lock if nobody holds it; false when another request does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 77))", [name])
        row = cursor.fetchone()
    return bool(row and row[0])


def add(body: Body, *, account: str = "", parent: str = "") -> Body:
    """Store a new object under its own id and hand it back."""
    StoredObject.objects.create(
        ref=body["id"],
        kind=body["object"],
        account=account,
        parent=parent,
        body=body,
        created=body.get("created", 0),
    )
    return body


def fetch(kind: str, ref: str, *, account: str = "", for_update: bool = False) -> Body:
    """One object of ``account``.

    Raises:
        SimulatedError: 404 ``resource_missing`` when this account holds no such object.
    """
    rows: QuerySet[StoredObject] = StoredObject.objects.filter(ref=ref, kind=kind, account=account)
    row = (rows.select_for_update() if for_update else rows).first()
    if row is None:
        raise missing(kind, ref)
    body: Body = row.body
    return body


def save(body: Body) -> Body:
    """Write an object back under its id."""
    StoredObject.objects.filter(ref=body["id"]).update(body=body)
    return body


def children(kind: str, parent: str) -> list[Body]:
    """Objects that hang on another one (refunds of a charge, reversals of a transfer), oldest first."""
    rows = StoredObject.objects.filter(kind=kind, parent=parent).order_by("position")
    return [row.body for row in rows]


def listing(url: str, data: list[Body], has_more: bool = False) -> Body:
    """Stripe's list envelope."""
    return {"object": "list", "url": url, "has_more": has_more, "data": data}


def window(rows: "QuerySet[Row]", params: Mapping[str, Any], lost: SimulatedError) -> "QuerySet[Row]":
    """Narrow a list to the ``created`` bounds and to what follows ``starting_after``.

    Raises:
        SimulatedError: ``lost`` when the cursor names nothing.
    """
    created = params.get("created")
    if isinstance(created, dict):
        for bound in {"gt", "gte", "lt", "lte"} & created.keys():
            rows = rows.filter(**{f"created__{bound}": int(created[bound])})
    after = params.get("starting_after")
    if not after:
        return rows
    cursor = rows.model._default_manager.filter(ref=after).values_list("position", flat=True).first()
    if cursor is None:
        raise lost
    return rows.filter(position__lt=cursor)


def page(kind: str, *, account: str, url: str, params: Mapping[str, Any], filters: Body) -> Body:
    """A page of objects, newest first, by ``limit``, ``starting_after`` and ``created``.

    ``filters`` maps a field of the object to the value it must have.
    """
    rows = StoredObject.objects.filter(kind=kind, account=account).order_by("-position")
    for field, value in filters.items():
        rows = rows.filter(**{f"body__{field}": value})
    rows = window(rows, params, missing(kind, str(params.get("starting_after"))))
    limit = min(int(params.get("limit", 10)), 100)
    found = [row.body for row in rows[: limit + 1]]
    return listing(url, found[:limit], has_more=len(found) > limit)


def switches(*, for_update: bool = False) -> Switchboard:
    """The switchboard's one row, made on first use."""
    Switchboard.objects.get_or_create(id=1)
    rows = Switchboard.objects.select_for_update() if for_update else Switchboard.objects.all()
    return rows.get(id=1)
