"""What the clock starts (Celery beat). One line per task, grouped by room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    # common
    "drain-outbox": {"task": "common.drain_outbox", "schedule": timedelta(seconds=5)},
    "forget-idempotency-keys": {"task": "common.forget_idempotency_keys", "schedule": timedelta(hours=1)},
    # accounts
    "forget-ended-sessions": {"task": "accounts.forget_ended_sessions", "schedule": timedelta(hours=6)},
    "forget-unconfirmed-sign-ups": {"task": "accounts.forget_unconfirmed_sign_ups", "schedule": timedelta(hours=6)},
    # media
    "request-overdue-renditions": {"task": "media.request_overdue_renditions", "schedule": timedelta(minutes=5)},
    # registry
    # sellers
    # marketplace
    "release-expired-holds": {"task": "marketplace.release_expired_holds", "schedule": timedelta(seconds=30)},
    "follow-renames": {"task": "marketplace.follow_renames", "schedule": timedelta(minutes=1)},
    "refresh-search-words": {"task": "marketplace.refresh_search_words", "schedule": timedelta(days=1)},
    "follow-register-changes": {
        "task": "marketplace.follow_recent_register_changes",
        "schedule": timedelta(minutes=1),
    },
    "sweep-badges": {"task": "marketplace.sweep_badges", "schedule": timedelta(hours=1)},
    # orders: selling
    "forget-left-baskets": {"task": "orders.forget_left_baskets", "schedule": timedelta(hours=6)},
    "expire-unpaid-purchases": {"task": "orders.expire_unpaid_purchases", "schedule": timedelta(seconds=30)},
    # orders: money
    "sweep-payments": {"task": "payments.sweep", "schedule": timedelta(seconds=30)},
    "sweep-payouts": {"task": "payouts.sweep", "schedule": timedelta(minutes=1)},
    "run-payouts": {"task": "payouts.run", "schedule": crontab(hour=20, minute=30)},  # 02:00 in India
}
