"""One probe per thing the bazaar needs. A probe returns nothing when all is well and raises `Unwell` otherwise.

Probes use connections of their own with short timeouts, and their messages name hosts, never credentials.
"""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import kombu.exceptions
import psycopg
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from kombu.connection import Connection

CONNECT_SECONDS = 2
STATEMENT_MS = 2000
PROBE_NAME = f"health/probe-{uuid.uuid4().hex}"
BROKER_PORTS = {"amqp": 5672, "amqps": 5671}
STORED = b"the bazaar can write here"


class Unwell(Exception):
    """Something needed is not there: `problem` is what, `remedy` is what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(problem)


def probe_database() -> None:
    """The database takes a connection and answers a query."""
    _query("SELECT 1")


def probe_migrations() -> None:
    """Every migration of this version has been applied."""
    applied = {(app, name) for app, name in _query("SELECT app, name FROM django_migrations")}
    missing = sorted(_known_migrations() - applied)
    if missing:
        shown = ", ".join(f"{app}.{name}" for app, name in missing[:5])
        raise Unwell(f"{len(missing)} migrations are not applied: {shown}", "Run `python manage.py migrate`.")


def probe_broker() -> None:
    """The message broker accepts our connection."""
    url = str(settings.CELERY_BROKER_URL)
    is_redis = urlsplit(url).scheme.startswith("redis")
    options = {"socket_connect_timeout": CONNECT_SECONDS, "socket_timeout": CONNECT_SECONDS} if is_redis else {}
    with Connection(url, connect_timeout=CONNECT_SECONDS, transport_options=options) as broker:
        refusals = (OSError, kombu.exceptions.OperationalError, *broker.connection_errors, *broker.channel_errors)
        try:
            broker.connect()
            broker.channel().close()
        except refusals as error:
            raise Unwell(
                f"The message broker at {_where(url)} does not answer ({type(error).__name__})",
                "Start it, or correct CELERY_BROKER_URL. Orders are accepted meanwhile; their follow-up work waits.",
            ) from error


def probe_storage() -> None:
    """Both file stores give back what was put there."""
    for alias in ("private", "public"):
        try:
            _write_and_read(alias)
        except (OSError, BotoCoreError, ClientError) as error:
            raise Unwell(
                f"The {alias} file store cannot be written and read ({type(error).__name__})",
                "Check that the folder under VAR_DIR is writable and its disk not full, or the S3_* settings.",
            ) from error


def _write_and_read(alias: str) -> None:
    store = storages[alias]
    name = store.save(PROBE_NAME, ContentFile(STORED))
    try:
        with store.open(name) as file:
            if file.read() != STORED:
                raise Unwell(f"The {alias} file store gave back something else than was put there", "Check its disk.")
    finally:
        store.delete(name)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _parameters() -> dict[str, Any]:
    """Where Django's own connection goes, without its options."""
    found = connections["default"].get_connection_params()
    return {name: found[name] for name in ("dbname", "user", "password", "host", "port") if found.get(name)}


def _query(statement: str) -> list[tuple[Any, ...]]:
    known = _parameters()
    try:
        with psycopg.connect(
            **known, connect_timeout=CONNECT_SECONDS, options=f"-c statement_timeout={STATEMENT_MS}", autocommit=True
        ) as own:
            return own.execute(statement.encode()).fetchall()
    except psycopg.errors.UndefinedTable as error:
        raise Unwell("The database has no tables yet", "Run `python manage.py migrate`.") from error
    except psycopg.Error as error:
        raise Unwell(
            f"The database at {known.get('host', 'the local socket')}:{known.get('port', 5432)} does not answer "
            f"({type(error).__name__})",
            "Start it, or correct DATABASE_URL.",
        ) from error


def _where(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or 'the local folder'}:{parts.port or BROKER_PORTS.get(parts.scheme, 6379)}"
