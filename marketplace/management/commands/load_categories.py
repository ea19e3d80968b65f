"""``manage.py load_categories``: the category tree and GST rates that the project ships, added where missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.catalogue.services.categories import load_categories


class Command(BaseCommand):
    """Repeatable; never overwrites what staff changed."""

    help = "Add missing categories and GST rates from marketplace/catalogue/data."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was added."""
        report = load_categories()
        self.stdout.write(
            f"Categories: {len(report.categories_added)} added, {report.categories_kept} kept. "
            f"GST rates: {report.rates_added} added, {report.rates_kept} kept."
        )
