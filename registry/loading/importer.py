"""The one way from rows to a table: draft every row, compare with what is there, write all or nothing.

A register's importer says which columns it reads and turns a row into a `Draft`; everything else is here.
"""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db import connection, models, transaction

from common.ids import new_id
from common.models import BaseModel
from registry.loading.errors import RowRefused
from registry.loading.report import ImportReport, RowOutcome, Verdict
from registry.loading.sheets import Columns, Row, Sheet
from registry.search.models import Searchable

M = TypeVar("M", bound=BaseModel)
BATCH = 2_000
LOCK = 0x0D0B  # PostgreSQL advisory lock: one import at a time


@dataclass(frozen=True)
class Link:
    """A many-to-many relation as rows of its through table; ``fixed`` are columns with one value for this link."""

    name: str
    through: type[models.Model]
    owner: str
    target: str
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """What a row says: its key, its column values, its links, and values that no other row may have."""

    key: Hashable
    label: str
    columns: dict[str, Any]
    links: dict[str, frozenset[uuid.UUID]] = field(default_factory=dict)
    unique: dict[str, Hashable] = field(default_factory=dict)


class RegisterImporter(ABC, Generic[M]):
    """How one register's rows become rows of ``model``."""

    register: ClassVar[str]
    columns: ClassVar[Columns]
    model: type[M]
    links: tuple[Link, ...] = ()

    @abstractmethod
    def prepare(self, rows: Sequence[Row]) -> None:
        """Load what drafting needs (places by code and the like), in a fixed number of queries."""

    @abstractmethod
    def draft(self, row: Row) -> Draft:
        """Read one row; raises RowRefused."""

    @abstractmethod
    def key_of(self, instance: M) -> Hashable:
        """The key under which an existing row is found again."""

    def unique_of(self, instance: M) -> dict[str, Hashable]:
        """An existing row's values that no other row may have."""
        return {}

    def new_pk(self, draft: Draft) -> uuid.UUID:
        """The id of a row to be added."""
        return new_id()


@transaction.atomic
def import_rows(*, importer: RegisterImporter[M], sheet: Sheet, apply: bool, now: datetime) -> ImportReport:
    """Compare every row of the sheet with the register and, when asked to and no row is refused, write them.

    Nothing is ever written of a file with a refused row. Rows of the register that the file does not name stay.
    Raises RegisterFileUnfit when the columns do not fit.
    """
    rows = list(sheet.rows(importer.columns))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    importer.prepare(rows)
    run = _Run(importer, ImportReport(file_name=sheet.name, register=importer.register))
    for row in rows:
        run.take(row)
    if apply and not run.report.refused:
        run.write(now)
        run.report.is_applied = True
    return run.report


class _Run(Generic[M]):
    def __init__(self, importer: RegisterImporter[M], report: ImportReport) -> None:
        self.importer, self.report = importer, report
        existing = importer.model._default_manager.all()
        self.existing: dict[Hashable, M] = {importer.key_of(instance): instance for instance in existing}
        self.linked = {link.name: _linked(link) for link in importer.links}
        self.rows_by_key: dict[Hashable, int] = {}
        self.owners: dict[tuple[str, Hashable], Hashable] = {}
        for key, instance in self.existing.items():
            for name, value in importer.unique_of(instance).items():
                self.owners[name, value] = key
        self.added: list[tuple[M, Draft]] = []
        self.changed: list[tuple[M, Draft]] = []

    def take(self, row: Row) -> None:
        """Judge one row and remember what to write."""
        try:
            row.check()
            draft = self.importer.draft(row)
            self._claim(draft, row.number)
        except RowRefused as refused:
            self.report.outcomes.append(RowOutcome(row.number, Verdict.REFUSED, str(refused)))
            return
        self.report.outcomes.append(self._compare(draft, row.number))

    def _claim(self, draft: Draft, number: int) -> None:
        if draft.key in self.rows_by_key:
            raise RowRefused(f"{draft.label} stands in row {self.rows_by_key[draft.key]} already")
        for name, value in draft.unique.items():
            owner = self.owners.setdefault((name, value), draft.key)
            if owner != draft.key:
                raise RowRefused(f"{name} {value} belongs to {owner} already")
        self.rows_by_key[draft.key] = number

    def _compare(self, draft: Draft, number: int) -> RowOutcome:
        present = self.existing.get(draft.key)
        if present is None:
            self.added.append((self.importer.model(pk=self.importer.new_pk(draft), **draft.columns), draft))
            return RowOutcome(number, Verdict.ADDED, draft.label)
        notes = [
            f"{name} {_brief(getattr(present, name))} → {_brief(value)}"
            for name, value in draft.columns.items()
            if getattr(present, name) != value
        ]
        for name, wanted in draft.links.items():
            had = self.linked[name].get(present.pk, set())
            if had != wanted:
                notes.append(f"{name} +{len(wanted - had)} −{len(had - wanted)}")
        if not notes:
            return RowOutcome(number, Verdict.UNCHANGED, draft.label)
        self.changed.append((present, draft))
        return RowOutcome(number, Verdict.CHANGED, f"{draft.label}: {'; '.join(notes)}")

    def write(self, now: datetime) -> None:
        """Bulk-write rows, then links."""
        manager = self.importer.model._default_manager
        manager.bulk_create([_fresh(instance) for instance, _ in self.added], batch_size=BATCH)
        if self.changed:
            self._update(now)
        touched = [*self.added, *self.changed]
        for link in self.importer.links:
            _unlink(link, self.linked[link.name], touched)
        for link in self.importer.links:
            _relink(link, self.linked[link.name], touched)

    def _update(self, now: datetime) -> None:
        for instance, draft in self.changed:
            for name, value in draft.columns.items():
                setattr(instance, name, value)
            instance.updated_at = now
            _fresh(instance)
        names = [*self.changed[0][1].columns, "updated_at"]
        if issubclass(self.importer.model, Searchable):
            names.append("search_text")
        self.importer.model._default_manager.bulk_update(
            [instance for instance, _ in self.changed], names, batch_size=BATCH // 4
        )


def _fresh(instance: M) -> M:
    if isinstance(instance, Searchable):
        instance.refresh_search_text()
    return instance


def _linked(link: Link) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = link.through._default_manager.filter(**link.fixed).values_list(link.owner, link.target)
    for owner, target in rows:
        found[owner].add(target)
    return found


def _unlink(link: Link, linked: Mapping[uuid.UUID, set[uuid.UUID]], touched: Iterable[tuple[M, Draft]]) -> None:
    for instance, draft in touched:
        gone = linked.get(instance.pk, set()) - draft.links[link.name]
        if gone:
            mine = {link.owner: instance.pk, f"{link.target}__in": gone, **link.fixed}
            link.through._default_manager.filter(**mine).delete()


def _relink(link: Link, linked: Mapping[uuid.UUID, set[uuid.UUID]], touched: Iterable[tuple[M, Draft]]) -> None:
    rows = [
        link.through(**{link.owner: instance.pk, link.target: target, **link.fixed})
        for instance, draft in touched
        for target in sorted(draft.links[link.name] - linked.get(instance.pk, set()))
    ]
    link.through._default_manager.bulk_create(rows, batch_size=BATCH)


def _brief(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"“{text[:60]}”"
