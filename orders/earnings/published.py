"""The rules the bazaar starts with; staff add later rows, nobody edits these.

They are loaded after every migration, as Django loads its permissions, and only where missing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as installed_apps

FIVE_LAKH_RUPEES = 50_000_000  # in paise

STATUTORY_RATES: list[dict[str, Any]] = [
    {
        "kind": "commission_gst",
        "rate_bp": 1_800,
        "valid_from": date(2017, 7, 1),
        "source": "Notification 11/2017-Central Tax (Rate), heading 9985; unchanged on 22 September 2025",
    },
    {
        "kind": "tcs",
        "rate_bp": 100,
        "valid_from": date(2018, 10, 1),
        "source": "CGST Act s. 52, Notification 52/2018-Central Tax with the State's equal part",
    },
    {
        "kind": "tcs",
        "rate_bp": 50,
        "valid_from": date(2024, 7, 10),
        "source": "Notification 15/2024-Central Tax with the State's equal part: 0.5 % of net taxable supplies",
    },
    {
        "kind": "tds",
        "rate_bp": 100,
        "exempt_up_to_amount": FIVE_LAKH_RUPEES,
        "valid_from": date(2020, 10, 1),
        "source": "Income-tax Act 1961 s. 194-O",
    },
    {
        "kind": "tds",
        "rate_bp": 10,
        "exempt_up_to_amount": FIVE_LAKH_RUPEES,
        "valid_from": date(2024, 10, 1),
        "source": "Finance (No. 2) Act 2024; s. 393(1) of the Income-tax Act 2025 from 1 April 2026",
    },
    {
        "kind": "tds_without_pan",
        "rate_bp": 500,
        "valid_from": date(2020, 10, 1),
        "source": "Income-tax Act 1961 s. 206AA, second proviso (5 % instead of 20 % for s. 194-O)",
    },
]
COMMISSION_RULES: list[dict[str, Any]] = [
    {"seller_kind": "", "rate_bp": 800, "valid_from": date(2024, 1, 1), "note": "Every sale"},
    {"seller_kind": "artisan", "rate_bp": 500, "valid_from": date(2024, 1, 1), "note": "Artisans and weavers"},
    {"seller_kind": "shg", "rate_bp": 500, "valid_from": date(2024, 1, 1), "note": "Self-help groups"},
]


def load_published(apps: Apps) -> None:
    """Add the rows that are missing; leaves every other row alone."""
    rates = apps.get_model("orders", "StatutoryRate")._default_manager
    for row in STATUTORY_RATES:
        rates.get_or_create(kind=row["kind"], valid_from=row["valid_from"], defaults=row)
    rules = apps.get_model("orders", "CommissionRule")._default_manager
    for row in COMMISSION_RULES:
        scope = {"seller_kind": row["seller_kind"], "category": None, "valid_from": row["valid_from"]}
        rules.get_or_create(**scope, defaults=row)


def load_after_migrate(*, apps: Apps = installed_apps, **_: Any) -> None:
    """Receiver of ``post_migrate``; a schema migrated back to before these tables has nothing to load.

    ``migrate`` names the apps of the schema it ended at; ``flush`` names none and means the installed ones.
    """
    known = {model.__name__ for model in apps.get_models() if model._meta.app_label == "orders"}
    if {"StatutoryRate", "CommissionRule"} <= known:
        load_published(apps)
