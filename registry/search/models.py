"""Abstract base of what people search by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from common.models import BaseModel
from registry.search.text import fold, search_text

MAX_WORDS = 8

M = TypeVar("M", bound=models.Model)


class SearchableQuerySet(models.QuerySet[M]):
    """Finds rows by words of their names."""

    def matching(self, query: str) -> Self:
        """Rows whose names hold every word of the query, as written or nearly so (trigram word similarity ≥ 0.6).

        Only the first eight words count; an empty query finds everything.
        """
        found = self
        for word in fold(query).split()[:MAX_WORDS]:
            held = Q(search_text__contains=word)
            found = found.filter(held | Q(search_text__trigram_word_similar=word) if len(word) >= 4 else held)
        return found


class Searchable(BaseModel):
    """A row found by its names; ``search_text`` is written on every save from ``searched_names()``.

    Bulk writes do not call ``save()``: they call ``refresh_search_text()`` themselves.
    """

    search_text = models.TextField(editable=False, default="")

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["search_text"], name="%(class)s_search", opclasses=["gin_trgm_ops"])]

    def searched_names(self) -> Iterable[str]:
        """Names under which people look for it."""
        raise NotImplementedError

    def refresh_search_text(self) -> None:
        """Bring ``search_text`` up to date without saving."""
        self.search_text = search_text(self.searched_names())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with a fresh ``search_text``."""
        self.refresh_search_text()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)
