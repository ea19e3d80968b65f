"""Write the category tree: add a branch, move it safely, load the tree that the project ships."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from common.locks import lock_in_order
from marketplace.catalogue.errors import CategoryMoveRefused
from marketplace.catalogue.models import Category, GstRate

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def place_category(category: Category) -> Category:
    """Save a new or edited category and keep the paths of its whole branch right.

    Raises CategoryMoveRefused when its parent lies inside its own branch.
    """
    lock_in_order(Category.objects.all())
    before = Category.objects.filter(pk=category.pk).values_list("path", flat=True).first()
    parent = Category.objects.get(pk=category.parent_id) if category.parent_id else None
    if parent is not None and (parent.pk == category.pk or (before and parent.path.startswith(before))):
        raise CategoryMoveRefused(pointer="/parent")
    category.path = f"{parent.path if parent else '/'}{category.slug}/"
    category.save()
    if before and before != category.path:
        below = Category.objects.filter(path__startswith=before).exclude(pk=category.pk)
        below.update(path=Concat(Value(category.path), Substr(F("path"), len(before) + 1)))
    return category


@dataclass
class LoadReport:
    """What a load added and what it found there already."""

    categories_added: list[str] = field(default_factory=list)
    categories_kept: int = 0
    rates_added: int = 0
    rates_kept: int = 0


@transaction.atomic
def load_categories(
    *, tree_file: Path = DATA / "categories.json", rates_file: Path = DATA / "gst_rates.csv"
) -> LoadReport:
    """Add the categories and GST rates of the data files that are missing; what staff changed stays as it is.

    Repeatable. Raises OSError, ValueError or KeyError for an unreadable file; then nothing is written.
    """
    report = LoadReport()
    _load_branches(json.loads(tree_file.read_text(encoding="utf-8")), None, report)
    with rates_file.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            _load_rate(row, report)
    return report


def _load_branches(branches: list[dict[str, Any]], parent: Category | None, report: LoadReport) -> None:
    for position, branch in enumerate(branches):
        category = Category.objects.filter(slug=branch["slug"]).first()
        if category is None:
            category = Category(parent=parent, slug=branch["slug"], name=branch["name"], position=position)
            category.default_hsn = branch.get("hsn", "")
            category.is_food = branch.get("is_food", parent is not None and parent.is_food)
            place_category(category)
            report.categories_added.append(category.slug)
        else:
            report.categories_kept += 1
        _load_branches(branch.get("children", []), category, report)


def _load_rate(row: dict[str, str], report: LoadReport) -> None:
    category = Category.objects.get(slug=row["category"]) if row["category"] else None
    _, added = GstRate.objects.get_or_create(
        category=category,
        hsn_prefix=row["hsn_prefix"],
        price_upto_amount=int(row["price_upto_amount"]) if row["price_upto_amount"] else None,
        from_date=date.fromisoformat(row["from_date"]),
        defaults={"rate_bp": int(row["rate_bp"]), "source": row["source"]},
    )
    if added:
        report.rates_added += 1
    else:
        report.rates_kept += 1
