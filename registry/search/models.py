"""Abstract base of what people search by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, Q
from django.db.models.lookups import GreaterThanOrEqual

from common.models import BaseModel
from registry.search.text import fold, search_text

MAX_WORDS = 8
MISSPELT_FROM = 6  # letters: in shorter words most likenesses are chance
LIKENESS = 0.5

M = TypeVar("M", bound=models.Model)


class SearchableQuerySet(models.QuerySet[M]):
    """Finds rows by words of their names."""

    def matching(self, query: str) -> Self:
        """Rows whose names hold every word of the query; a longer word that no name holds also finds its like.

        Likeness is PostgreSQL's trigram word similarity. Only the first eight words count; an empty query
        finds everything, one of signs alone nothing. Still one query.
        """
        words = fold(query).split()
        found = self.none() if query.strip() and not words else self
        for word in words[:MAX_WORDS]:
            held = Q(search_text__contains=word)
            found = found.filter(held | self._like(word, held) if len(word) >= MISSPELT_FROM else held)
        return found

    def _like(self, word: str, held: Q) -> Q:
        nobody_holds_it = ~Exists(self.model._default_manager.filter(held))
        similar = GreaterThanOrEqual(TrigramWordSimilarity(word, "search_text"), LIKENESS)
        return Q(nobody_holds_it) & Q(similar)


class Searchable(BaseModel):
    """A row found by its names; ``search_text`` is written on every save from the two columns named here.

    Bulk writes do not call ``save()``: they call ``refresh_search_text()`` themselves.
    """

    name_column: ClassVar[str] = "name"
    other_names_column: ClassVar[str] = "aliases"

    search_text = models.TextField(editable=False, default="")

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["search_text"], name="%(class)s_search", opclasses=["gin_trgm_ops"])]

    def searched_names(self) -> Iterable[str]:
        """Names under which people look for it: its own first."""
        return [getattr(self, self.name_column), *getattr(self, self.other_names_column)]

    def refresh_search_text(self) -> None:
        """Bring ``search_text`` up to date without saving."""
        self.search_text = search_text(self.searched_names())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with a fresh ``search_text``."""
        self.refresh_search_text()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)
